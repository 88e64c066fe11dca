import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { askTsplay } from '../differential/ask-tsplay.js';
import { compareRuns } from '../differential/compare-runs.js';
import { playbooks, readAnswer } from '../differential/run.js';

const files = readdirSync(playbooks).filter(
  (file) => file.endsWith('.yml') && existsSync(join(playbooks, file.replace(/\.yml$/, '.answer.json'))),
);

describe('run: goes through playbooks as ansible-core 2.14.18 was recorded to', () => {
  it('has playbooks', () => expect(files.length).to.be.greaterThan(30));

  for (const file of files) {
    it(file, async () => {
      expect(compareRuns(readAnswer(file), await askTsplay(join(playbooks, file)))).to.deep.equal([]);
    });
  }
});
