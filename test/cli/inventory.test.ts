import { expect } from 'chai';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askAnsible, askTsplay, hasAnsible } from '../support/beside-ansible.js';
import { skip } from '../support/skip.js';

const hosts = `u1 x=1
[web]
w[1:3] port=80
[web:vars]
t="{{ foo }}"
[db]
d1 ansible_host=10.0.0.1
[prod:children]
web
db
[prod:vars]
b=true
f=1.5
n=
[empty]
`;
const web = `gv: [1, {a: é, n: null}]
sec: !vault |
  $ANSIBLE_VAULT;1.1;AES256
  6162
  6364
d: 2020-01-01
whole: 2.0
yes_text: "yes"
lines: "a\\nb"
q: "it's"
raw: !unsafe "{{ x }}"
`;

// each is asked of the real command and of ours, which must answer the same
const cases: readonly (readonly string[])[] = [
  ['--list'],
  ['--list', '--export'],
  ['--list', '-y'],
  ['--list', '--yaml', '--export'],
  ['--list', '-e', 'zz=1'],
  ['--host', 'w1'],
  ['--host', 'w1', '-y'],
  ['--graph'],
  ['--graph', 'prod'],
  ['--graph', 'db', '--vars'],
];

describe('inventory', function () {
  this.timeout(30_000);
  let cwd: string;
  before(() => {
    cwd = mkdtempSync(path.join(tmpdir(), 'tsplay-inventory-'));
    for (const dir of ['group_vars', 'host_vars']) mkdirSync(path.join(cwd, dir));
    writeFileSync(path.join(cwd, 'hosts'), hosts);
    writeFileSync(path.join(cwd, 'group_vars/web.yml'), web);
    writeFileSync(path.join(cwd, 'host_vars/d1.yml'), 'hv: 1\n');
  });
  after(() => rmSync(cwd, { recursive: true }));
  const ask = (...argv: string[]): ReturnType<typeof askTsplay> =>
    askTsplay(['inventory', '-i', 'hosts', ...argv], { cwd });

  for (const argv of cases) {
    it(argv.join(' '), function () {
      if (!hasAnsible()) skip(this, 'ansible is not installed');
      const theirs = askAnsible('ansible-inventory', ['-i', 'hosts', ...argv], { cwd });
      const ours = ask(...argv);
      expect(ours.stdout).to.equal(theirs.stdout);
      expect(ours.code).to.equal(theirs.code);
    });
  }

  const refused: readonly (readonly [argv: readonly string[], message: RegExp])[] = [
    [[], /^ERROR! No action selected/],
    [['--list', '--graph'], /^ERROR! Conflicting options used/],
    [['--host', 'nope'], /^ERROR! You must pass a single valid host/],
    [['--graph', 'w1'], /^ERROR! Pattern must be valid group name/],
    [['--list', '--toml'], /^ERROR! TOML is not supported/],
  ];
  for (const [argv, message] of refused) {
    it(`refuses ${argv.join(' ')}`, () => {
      const { stderr, code } = ask(...argv);
      expect(stderr).to.match(message);
      expect(code).to.equal(5);
    });
  }

  it('--limit', () => {
    expect(ask('--graph', '--limit', 'db:w2').stdout).to.equal(
      [
        '@all:',
        '  |--@ungrouped:',
        '  |--@prod:',
        '  |  |--@web:',
        '  |  |  |--w2',
        '  |  |--@db:',
        '  |  |  |--d1',
        '  |--@empty:',
        '',
      ].join('\n'),
    );
  });

  it('--output', () => {
    expect(ask('--host', 'u1', '--output', 'out.json').stdout).to.equal('');
    expect(readFileSync(path.join(cwd, 'out.json'), 'utf8')).to.equal('{\n    "x": 1\n}\n');
  });
});
