import { spawnSync } from 'node:child_process';

import { expect } from 'chai';
import { parse } from 'yaml';

import { keywords } from '../../lib/playbook/keywords.js';
import { skip } from '../support/skip.js';
import { askAnsible } from './ask-ansible.js';
import { compareRuns } from './compare-runs.js';
import { generate } from './generate.js';
import { askInPlayground } from './playground.js';
import { readRecordings } from './recordings.js';

const cases = generate();
// a share of them, spread over all areas; DIFFERENTIAL=all takes every one
const step = process.env['DIFFERENTIAL'] === 'all' ? 1 : Math.ceil(cases.length / 16);

describe('differential: generated playbooks', () => {
  it('are at least 300', () => expect(cases.length).to.be.at.least(300));

  it('use every keyword in at least three ways', () => {
    const ways = new Map<string, Set<string>>();
    for (const one of cases) gather(parse(one.text, { version: '1.1' }), ways);
    const few = Object.keys(keywords).filter((name) => (ways.get(name)?.size ?? 0) < 3);
    expect(few).to.deep.equal([]);
  });
});

describe('differential: the recordings are what ansible-playbook does', () => {
  before(function () {
    if (spawnSync('ansible-playbook', ['--version']).status !== 0)
      skip(this, 'ansible-playbook is not installed');
    process.umask(0o022);
  });

  for (const one of cases.filter((_, i) => i % step === 0)) {
    it(one.name, async function () {
      if (one.root && process.getuid?.() !== 0) skip(this, 'becomes another user: needs root');
      const recording = readRecordings().get(one.name);
      expect(compareRuns(recording!.answer, await askInPlayground(one, askAnsible))).to.deep.equal([]);
    }).timeout(120_000);
  }
});

/** Each keyword with the values it is given. */
function gather(node: unknown, ways: Map<string, Set<string>>): void {
  if (Array.isArray(node)) for (const one of node) gather(one, ways);
  else if (typeof node === 'object' && node !== null)
    for (const [key, value] of Object.entries(node)) {
      if (Object.hasOwn(keywords, key)) {
        const known = ways.get(key) ?? new Set();
        ways.set(key, known.add(JSON.stringify(value)));
      }
      gather(value, ways);
    }
}
