import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askTsplay } from '../support/beside-ansible.js';

describe('console', function () {
  this.timeout(120_000);
  let cwd: string;
  before(() => {
    cwd = mkdtempSync(path.join(tmpdir(), 'tsplay-console-'));
    writeFileSync(path.join(cwd, 'hosts'), '[g]\na ansible_connection=local\nb ansible_connection=local\n');
  });
  after(() => rmSync(cwd, { recursive: true }));

  it('does what is typed', () => {
    const input = [
      'list',
      'cd nope',
      'cd a',
      'debug msg=hello',
      '!echo from the shell',
      'echo also',
      'check yes',
      'copy content=x dest=made',
      'exit',
      'never read',
    ].join('\n');
    const { stdout, stderr, code } = askTsplay(['console', '-i', 'hosts'], { cwd, input });
    const said = [
      'a\nb\n',
      'a | SUCCESS => {\n    "msg": "hello"\n}\n',
      'a | CHANGED | rc=0 >>\nfrom the shell\n',
      'a | CHANGED | rc=0 >>\nalso\n',
      'a | CHANGED => {',
    ].join('');
    expect(stdout.slice(0, said.length)).to.equal(said);
    expect(stderr).to.match(/no host matched nope/);
    expect(code).to.equal(0);
  });
});
