import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTerminal, type Step } from '../support/on-terminal.js';

/** A person at a terminal before a playbook that waits. */
describe('pause at a terminal', function () {
  this.timeout(120_000);
  let dir = '';
  beforeEach(() => (dir = mkdtempSync(path.join(tmpdir(), 'pause-'))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  async function play(
    args: string,
    ...steps: Step[]
  ): Promise<{ readonly said: string; readonly code: number | null }> {
    const file = path.join(dir, 'play.yml');
    writeFileSync(
      file,
      `- hosts: localhost\n  gather_facts: false\n  tasks:\n  - name: wait\n    pause: ${args}\n    register: r\n  - debug: {msg: "got <{{ r.user_input }}>"}\n`,
    );
    return onTerminal(['run', file, '--output', 'ansible'], ...steps);
  }

  it('shows the question with its task, and hands on the answer', async () => {
    const { said, code } = await play('{prompt: Which one}', ['Which one:', 'the red\r']);
    expect(said).to.match(/\[wait\]\r\nWhich one:\r\n/);
    expect(said).to.contain('got <the red>');
    expect(code).to.equal(0);
  });

  it('takes back what Backspace takes back', async () => {
    const { said } = await play('{prompt: Colour}', ['Colour:', 'blux\x7fe\r']);
    expect(said).to.contain('got <blue>');
  });

  it('does not show an answer that is to be hidden', async () => {
    const { said } = await play('{prompt: PIN, echo: false}', ['PIN (output is hidden):', '4711\r']);
    expect(said).to.contain('got <4711>');
    expect(said.split('4711')).to.have.length(2);
  });

  it('asks what Ctrl-C means: C goes on', async () => {
    const { said, code } = await play('', ['Press enter to continue', '\x03'], ["Press 'C'", 'C']);
    expect(said).to.contain('got <>');
    expect(code).to.equal(0);
  });

  it('asks what Ctrl-C means: A ends it', async () => {
    const { said, code } = await play('', ['Press enter to continue', '\x03'], ["Press 'C'", 'a']);
    expect(said).to.contain('user requested abort!').and.not.contain('got <');
    expect(code).to.equal(2);
  });

  it('a time can be cut short, and what is typed meanwhile is no answer', async () => {
    const { said, code } = await play(
      '{seconds: 300}',
      ['Pausing for 300 seconds', 'early\r'],
      ['continue early', '\x03'],
      ["Press 'C'", 'c'],
    );
    expect(said).to.contain('got <>');
    expect(code).to.equal(0);
  });
});
