import { join } from 'node:path';

import { expect } from 'chai';

import { checkVector, readVectors } from '../vectors.js';

const VECTORS = join(import.meta.dirname, '..', 'fixtures', 'vectors');

const NAMES = [
  'jinja',
  'values',
  'tests',
  'filters',
  'lookups',
  'collections',
  'lookups-adverse',
  'community',
  'core',
  'practice',
  'everyday',
  'kinds',
];

for (const name of NAMES) {
  describe(`recorded answers: ${name}`, () => {
    const { accepted, cases } = readVectors(join(VECTORS, `${name}.json`));

    for (const { vector, context, expected } of cases) {
      if (accepted.includes(vector.id)) continue;
      it(`${vector.id}: ${(vector.template ?? vector.expr ?? '').slice(0, 60)}`, () => {
        expect(checkVector(vector, context, expected)).to.equal(undefined);
      });
    }
  });
}
