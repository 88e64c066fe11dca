import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSshd, type TestSshd } from '../connect/support/start-sshd.js';
import { answerOf } from '../support/answer-of.js';
import { askTsplay } from '../support/beside-ansible.js';
import { onTerminal } from '../support/on-terminal.js';

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

  it('has words that set what the next tasks go by', () => {
    const input = [
      'timeout',
      'timeout soon',
      'timeout 1',
      '!sleep 20',
      'timeout 0',
      'forks 0',
      'become',
      'list all',
      'help timeout',
      'copy content=x',
      'list groups',
    ].join('\n');
    const { stdout, stderr, code } = askTsplay(['console', '-i', 'hosts', 'b'], { cwd, input });
    expect(stdout).to.match(/^b \| FAILED \| rc=-1 >>\nThe shell action failed to execute .*\(1\)/);
    expect(stdout).to.match(/\ntimeout NUMBER: seconds a task may take, 0 for ever\nall\nungrouped\ng\n$/);
    expect(stderr.split('\n').filter((line) => line.startsWith('ERROR!'))).to.deep.equal([
      'ERROR! timeout: wants NUMBER',
      'ERROR! timeout: must be a whole number of at least 0',
      'ERROR! forks: must be a whole number of at least 1',
      'ERROR! become: wants yes|no',
      "ERROR! list: only hosts and groups can be listed, not 'all'",
      'ERROR! dest is required',
    ]);
    expect(code).to.equal(0);
  });

  it('takes the flags of ansible-console', async () => {
    const list = await answerOf(['console', '-i', 'hosts', '--list-hosts', '-l', 'a'], { cwd });
    expect(list).to.deep.include({ stdout: 'a\n', code: 0 });
    const input = ['debug msg=one', 'n', 'debug msg=two', 'y'].join('\n');
    const step = askTsplay(['console', '-i', 'hosts', '--step', '--task-timeout', '9', 'a'], { cwd, input });
    expect(step.stdout).to.contain('"msg": "two"').and.not.contain('"msg": "one"');
  });
});

/** A person at a terminal: what tasks ask and the line editor must not take each other's keys. */
describe('console at a terminal', function () {
  this.timeout(120_000);
  const sure = 'Are you sure you want to continue connecting (yes/no/[fingerprint])? ';
  let sshd: TestSshd;
  let inventory: string;
  before(async () => {
    sshd = await startSshd();
    inventory = path.join(sshd.dir, 'hosts.ini');
    writeFileSync(
      inventory,
      `n1 ansible_host=127.0.0.1 ansible_port=${sshd.port} ansible_user=root ansible_ssh_private_key_file=${sshd.keyFile} ansible_ssh_common_args="-F none -o HostKeyAlias=n1.lab" ansible_ssh_known_hosts_file=${path.join(sshd.dir, 'new_hosts')}\n`,
    );
  });
  after(() => sshd.stop());

  it('answers go to the question, lines to the console', async () => {
    const { said, code } = await onTerminal(
      ['console', '-i', inventory],
      ['(1)$ ', 'raw echo first\r'],
      [sure, 'yes\r'],
      ['first', 'pause prompt=Which\r'],
      ['Which:', 'the red\r'],
      ['the red', 'pause prompt=Key echo=no\r'],
      ['(output is hidden):', 'unseen\r'],
      ['(1)$ ', 'raw echo last\r'],
      ['(1)$ ', 'exit\r'],
    );
    expect(said).to.match(/"user_input": "the red"/);
    expect(said).to.match(/"user_input": "unseen"/);
    expect(said.split('unseen')).to.have.length(2);
    expect(said).to.match(/CHANGED \| rc=0 >>\r\nfirst[^]*CHANGED \| rc=0 >>\r\nlast/);
    expect(code).to.equal(0);
  });

  it('keeps lines that are pasted together, and the last ones for the arrow key; Ctrl-C takes back a line, or ends a task', async () => {
    const { said, code } = await onTerminal(
      ['console', '-i', 'localhost,', '-c', 'local'],
      ['(1)$ ', 'echo o""ne\recho t""wo\rcd all\recho th'],
      ['two', ''],
      ['cd all', ''],
      ['(1)$ ', 'r""ee\r'],
      ['three', ''],
      ['(1)$ ', '\x1b[A\r'],
      ['three', ''],
      ['(1)$ ', 'echo for""gotten\x03'],
      ['(1)$ ', 'echo be""gun; sleep 60\r'],
      ['sleep 60', ''],
      ['\n', '\x03'],
      ['(1)$ ', 'echo still th""ere\r'],
      ['still there', ''],
      ['(1)$ ', '\x04'],
    );
    expect(said.match(/(?<=rc=0 >>\r\n)[\w ]+/g)).to.deep.equal([
      'one',
      'two',
      'three',
      'three',
      'still there',
    ]);
    expect(said).to.not.contain('forgotten');
    expect(code).to.equal(0);
  });
});
