import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const main = path.resolve(import.meta.dirname, '../../lib/cli/main.ts');

// an output of undefined is not looked at
const cases: [
  name: string,
  argv: string[],
  code: number,
  stdout: RegExp | undefined,
  stderr: RegExp | undefined,
][] = [
  ['--version', ['--version'], 0, /^tsplay \d+\.\d+\.\d+\n$/, undefined],
  ['--help', ['--help'], 0, /run playbooks \(what ansible-playbook does\)/, undefined],
  ['an unknown command', ['rn'], 2, undefined, /unknown command 'rn'/],
  ['an unknown option', ['run', '--chek', 'x.yml'], 2, undefined, /unknown option '--chek'/],
  [
    'a playbook that is not there',
    ['run', 'nope.yml', '-i', 'h,'],
    1,
    /the playbook: .*nope\.yml could not be found/,
    undefined,
  ],
  [
    'an inventory that is not there',
    ['run', 'ok.yml', '-i', 'nope.ini'],
    1,
    /there is no inventory nope\.ini/,
    undefined,
  ],
  ['a run', ['run', 'ok.yml', '-i', 'h,', '-c', 'local'], 0, /ok {2}say {2}h\n\s+hi there\n/, undefined],
  ['extra variables', ['run', 'ok.yml', '-i', 'h,', '-c', 'local', '-e', 'what=you'], 0, /hi you/, undefined],
  [
    'a failing task',
    ['run', 'fails.yml', '-i', 'h,', '-c', 'local'],
    2,
    /failed {2}fail {2}h\n.*fails\.yml:4:7\n\s+no\n/s,
    undefined,
  ],
  [
    'a host that cannot be reached',
    ['run', 'pings.yml', '-i', 'h,', '-e', 'ansible_host=127.0.0.1 ansible_port=1'],
    4,
    /unreachable/,
    undefined,
  ],
  [
    'events',
    ['run', 'ok.yml', '-i', 'h,', '-c', 'local', '--json'],
    0,
    /^\{"type":"run-start"[^\n]*\n[^]*\{"type":"run-end","exitCode":0/,
    undefined,
  ],
  [
    "Ansible's output",
    ['run', 'ok.yml', '-i', 'h,', '-c', 'local', '--output', 'ansible'],
    0,
    /TASK \[say\] \*{69}\nok: \[h\] => \{\n {4}"msg": "hi there"\n\}/,
    undefined,
  ],
];

describe('command line', function () {
  this.timeout(120_000);
  let dir: string;
  before(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'tsplay-cli-'));
    const play = (task: string): string => `- hosts: all\n  gather_facts: false\n  tasks:\n    - ${task}\n`;
    writeFileSync(
      path.join(dir, 'ok.yml'),
      play('{name: say, debug: {msg: "hi {{ what | default(\'there\') }}"}}'),
    );
    writeFileSync(path.join(dir, 'pings.yml'), play('ping:'));
    writeFileSync(path.join(dir, 'fails.yml'), play('fail: {msg: "no"}'));
  });
  after(() => rmSync(dir, { recursive: true }));

  for (const [name, argv, code, stdout, stderr] of cases) {
    it(name, () => {
      const done = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...argv], {
        cwd: dir,
        encoding: 'utf8',
      });
      if (stdout) expect(done.stdout).to.match(stdout);
      if (stderr) expect(done.stderr).to.match(stderr);
      expect(done.status, done.stderr).to.equal(code);
    });
  }
});
