import { expect } from 'chai';

import { askTsplay } from '../differential/ask-tsplay.js';
import { compareRuns } from '../differential/compare-runs.js';
import { generate } from '../differential/generate.js';
import { knownDifferences } from '../differential/known-differences.js';
import { askInPlayground } from '../differential/playground.js';
import { digestOf, readRecordings } from '../differential/recordings.js';
import { skip } from '../support/skip.js';

const cases = generate();
const recordings = readRecordings();

describe('run: goes through generated playbooks as ansible-core 2.14.18 was recorded to', () => {
  let umask = 0;
  before(() => (umask = process.umask(0o022)));
  after(() => process.umask(umask));

  it('has a recording of every one, and of no other', () => {
    const wanted = cases.map((one) => `${one.name}: ${digestOf(one)}`).sort();
    expect([...recordings.values()].map((one) => `${one.name}: ${one.text}`).sort()).to.deep.equal(wanted);
  });

  it('knows of differences in playbooks that exist only', () => {
    const names = cases.map((one) => one.name);
    expect(names).to.include.members(Object.keys(knownDifferences));
  });

  for (const one of cases) {
    it(one.name, async function () {
      if (one.root && process.getuid?.() !== 0) skip(this, 'becomes another user: needs root');
      const recording = recordings.get(one.name);
      if (!recording) throw new Error('record it: npm run differential -- --record');
      const differences = compareRuns(recording.answer, await askInPlayground(one, askTsplay));
      if (knownDifferences[one.name] === undefined) expect(differences).to.deep.equal([]);
      else expect(differences, 'it agrees now: take it from the list').not.to.deep.equal([]);
    });
  }
});
