import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { answerOf } from '../support/answer-of.js';
import { askAnsible, hasAnsible, type Answer } from '../support/beside-ansible.js';
import { placeFiles, recordedAnswers } from '../support/recorded-answers.js';
import { skip } from '../support/skip.js';

const recorded = recordedAnswers('inventory');
// these are asked of the real command too
const live: readonly string[] = ['--list'];

describe('inventory', function () {
  this.timeout(120_000);
  let cwd: string;
  before(() => {
    cwd = mkdtempSync(path.join(tmpdir(), 'tsplay-inventory-'));
    placeFiles(recorded, cwd);
  });
  after(() => rmSync(cwd, { recursive: true }));
  const ask = (...argv: string[]): Promise<Answer> =>
    answerOf(['inventory', '-i', 'hosts', ...argv], { cwd });

  for (const { argv, stdout, code } of recorded.cases) {
    it(argv.join(' '), async () => {
      const ours = await ask(...argv);
      expect(ours.stdout).to.equal(stdout);
      expect(ours.code).to.equal(code);
    });
  }

  for (const { argv, stdout, code } of recorded.cases.filter((one) => live.includes(one.argv.join(' ')))) {
    it(`${argv.join(' ')} is what ansible-inventory still answers`, function () {
      if (!hasAnsible()) skip(this, 'ansible is not installed');
      const theirs = askAnsible(recorded.tool, ['-i', 'hosts', ...argv], { cwd });
      expect(theirs.stdout).to.equal(stdout);
      expect(theirs.code).to.equal(code);
    });
  }

  const refused: readonly (readonly [argv: readonly string[], message: RegExp])[] = [
    [[], /^ERROR! No action selected/],
    [['--list', '--graph'], /^ERROR! Conflicting options used/],
    [['--host', 'nope'], /^\[WARNING\]: Could not match .* nope\nERROR! You must pass a single valid host/],
    [['--graph', 'w1'], /^ERROR! Pattern must be valid group name/],
  ];
  for (const [argv, message] of refused) {
    it(`refuses ${argv.join(' ')}`, async () => {
      const { stderr, code } = await ask(...argv);
      expect(stderr).to.match(message);
      expect(code).to.equal(5);
    });
  }

  it('--limit', async () => {
    expect((await ask('--graph', '--limit', 'db:w2')).stdout).to.equal(
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

  it('groups that a constructed source makes', async () => {
    const rules = 'plugin: constructed\nuse_extra_vars: true\ngroups: {named: x is defined and add}\n';
    writeFileSync(path.join(cwd, 'groups.yml'), rules);
    const { stdout } = await ask('-i', 'groups.yml', '--graph', 'named', '-e', '{"add": true}');
    expect(stdout).to.equal('@named:\n  |--u1\n');
  });

  it('--output', async () => {
    expect((await ask('--host', 'u1', '--output', 'out.json')).stdout).to.equal('');
    expect(readFileSync(path.join(cwd, 'out.json'), 'utf8')).to.equal('{\n    "x": 1\n}\n');
  });
});
