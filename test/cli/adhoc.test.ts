import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askAnsible, askTsplay, hasAnsible } from '../support/beside-ansible.js';
import { skip } from '../support/skip.js';

// each is asked of the real command and of ours, which must answer the same
const cases: readonly (readonly string[])[] = [
  ['a', '-m', 'ping'],
  ['a', '-a', 'echo hi'],
  ['a', '-m', 'shell', '-a', 'echo out; echo err >&2; exit 3'],
  ['a', '-o', '-m', 'shell', '-a', 'printf "a\\nb\\n"; printf "c\\nd" >&2'],
  ['a', '-m', 'raw', '-a', 'echo x; echo y >&2'],
  ['a', '-o', '-m', 'raw', '-a', 'echo x; echo y >&2'],
  ['a', '-m', 'debug', '-a', 'msg=é'],
  ['a', '-m', 'debug', '-a', 'var=inventory_hostname'],
  ['a', '-m', 'debug', '-a', 'msg={{ what }}', '-e', 'what=templated'],
  ['a', '-m', 'debug', '-a', '{"msg": {"b": [1, 2.5, null], "a": "{{ inventory_hostname }}"}}'],
  ['a', '-m', 'set_fact', '-a', 'x=1'],
  ['a', '-m', 'fail', '-a', 'msg=x'],
  ['a', '-o', '-m', 'fail', '-a', 'msg=x'],
  ['a', '-m', 'command', '-a', 'true creates=/etc'],
  ['a', '-C', '-m', 'shell', '-a', 'exit 1'],
  ['a', '-m', 'setup', '-a', 'filter=ansible_pkg_mgr'],
  ['a', '-a', 'sleep 5', '--task-timeout', '1'],
  ['all', '-l', 'b', '-m', 'ping'],
  ['a:b', '--list-hosts'],
  ['~^[ab]$', '--list-hosts'],
  ['nope', '-m', 'ping'],
  ['a', '-m', 'nothing-follows', '--list-hosts'],
];

describe('adhoc', function () {
  this.timeout(60_000);
  let cwd: string;
  before(() => {
    cwd = mkdtempSync(path.join(tmpdir(), 'tsplay-adhoc-'));
    const local = 'ansible_connection=local ansible_python_interpreter=/usr/bin/python3';
    const lost = 'ansible_host=127.0.0.1 ansible_port=1';
    writeFileSync(path.join(cwd, 'hosts'), `a ${local}\nb ${local}\nlost ${lost}\n`);
  });
  after(() => rmSync(cwd, { recursive: true }));

  for (const argv of cases) {
    it(argv.join(' '), function () {
      if (!hasAnsible()) skip(this, 'ansible is not installed');
      const theirs = askAnsible('ansible', ['-i', 'hosts', ...argv], { cwd });
      const ours = askTsplay(['adhoc', '-i', 'hosts', ...argv], { cwd });
      expect(ours.stdout).to.equal(theirs.stdout);
      expect(ours.code).to.equal(theirs.code);
    });
  }

  it('a host that is lost', () => {
    const { stdout, code } = askTsplay(['adhoc', '-i', 'hosts', 'lost', '-m', 'ping'], { cwd });
    expect(stdout).to.match(/^lost \| UNREACHABLE! => \{\n {4}"changed": false,\n {4}"msg": ".*",\n/);
    expect(stdout).to.match(/"unreachable": true\n\}\n$/);
    expect(code).to.equal(4);
  });

  it('a command without a command', () => {
    const { stderr, code } = askTsplay(['adhoc', '-i', 'hosts', 'a'], { cwd });
    expect(stderr).to.equal('ERROR! No argument passed to command module\n');
    expect(code).to.equal(5);
  });

  it('a wrong option is told without a place', () => {
    const { stderr, code } = askTsplay(['adhoc', '-i', 'hosts', 'a', '-m', 'file', '-a', 'pth=/x'], { cwd });
    expect(stderr).to.match(/^ERROR! [^/]*pth[^/]*$/m);
    expect(code).to.equal(1);
  });

  it('--tree', () => {
    askTsplay(['adhoc', '-i', 'hosts', 'a:b', '-m', 'ping', '-t', 'tree'], { cwd });
    for (const host of ['a', 'b']) {
      const written = readFileSync(path.join(cwd, 'tree', host), 'utf8');
      expect(written).to.equal('{"changed": false, "ping": "pong"}');
    }
  });

  it('-B and -P 0', () => {
    const argv = ['adhoc', '-i', 'hosts', 'a', '-a', 'sleep 0.1', '-B', '20', '-P', '0'];
    const { stdout, code } = askTsplay(argv, { cwd });
    expect(stdout).to.match(/^a \| CHANGED => \{\n {4}"ansible_job_id": "[^"]+",\n {4}"changed": true,\n/);
    expect(stdout).to.match(/"finished": 0,\n.*"results_file": .*\n {4}"started": 1\n\}\n$/);
    expect(code).to.equal(0);
  });
});
