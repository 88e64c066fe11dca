import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { answerOf } from '../support/answer-of.js';

// the result of `file` has a diff in any case: what is printed is another matter
describe('report: diffs are shown when they were asked for', () => {
  let dir = '';
  before(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'diffs-'));
    writeFileSync(
      path.join(dir, 'play.yml'),
      `- hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - file: {path: "{{ playbook_dir }}/gone", state: absent}
    - file: {path: "{{ playbook_dir }}/gone", state: directory}
    - file: {path: "{{ playbook_dir }}/{{ item }}", state: absent}
      loop: [gone]
    - file: {path: "{{ playbook_dir }}/gone", state: directory}
      diff: "{{ always | default(false) }}"
`,
    );
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  for (const output of ['tsplay', 'ansible', 'minimal']) {
    const diffs = async (...args: string[]): Promise<number> => {
      const argv = ['run', '-i', 'localhost,', '--output', output, ...args, 'play.yml'];
      const { stdout } = await answerOf(argv, { cwd: dir });
      return stdout.match(/^ *\+\+\+ after/gm)?.length ?? 0;
    };

    it(`by ${output}`, async () => {
      expect(await diffs()).to.equal(0);
      expect(await diffs('-e', 'always=true')).to.equal(1);
      expect(await diffs('--diff', '-e', 'always=true')).to.equal(4 - (output === 'minimal' ? 1 : 0));
    });
  }
});
