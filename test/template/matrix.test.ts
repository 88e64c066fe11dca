import { join } from 'node:path';

import { expect } from 'chai';

import { checkVector, readVectors } from '../vectors.js';

const VECTORS = join(import.meta.dirname, '..', 'fixtures', 'vectors');

/** Recorded products of values and expressions: how many may differ still. Only ever lower a number. */
const OPEN = {
  'matrix-expressions': 41,
  'matrix-tests': 95,
  'matrix-filters': 275,
  'matrix-ip': 198,
  'matrix-collections': 108,
} as const;

describe('recorded answers: products of values and expressions', () => {
  for (const [name, most] of Object.entries(OPEN)) {
    it(`${name}: at most ${most} differ`, function () {
      this.timeout(120_000);
      const { cases } = readVectors(join(VECTORS, `${name}.json`));
      const wrong = cases.filter(({ vector, context, expected }) => checkVector(vector, context, expected));
      expect(wrong.length, wrong.map(({ vector }) => vector.template).join('\n')).to.be.at.most(most);
    });
  }
});
