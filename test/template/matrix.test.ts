import { join } from 'node:path';

import { expect } from 'chai';

import { checkVector, readVectors, type Vector } from '../vectors.js';

const VECTORS = join(import.meta.dirname, '..', 'fixtures', 'vectors');

/** Recorded products of values and expressions: how many may differ still. Only ever lower a number. */
const OPEN = {
  'matrix-expressions': 6,
  mixed: 0,
  calls: 31,
  python: 19,
  statements: 12,
  odd: 4,
  ip: 0,
  site: 2,
  app: 10,
  'matrix-tests': 0,
  'matrix-filters': 6,
  'matrix-ip': 0,
  'matrix-collections': 22,
} as const;

/** Differences that are wanted: what Ansible says, and what we say instead. */
const WANTED: readonly { readonly recorded: RegExp; readonly ours: RegExp }[] = [
  // the undefined name is told, not the class of Python's undefined value
  {
    recorded: /Unable to look up a name or access an attribute|AnsibleUndefined/,
    ours: /: ('[^\n]*' is undefined|'[^\n]*' has no attribute|[^\n]*StrictUndefined)/,
  },
  // a name that is no filter or test is an answer
  { recorded: /Could not load "|key must be a string/, ours: /is (False|True)$|: unhashable type/ },
  { recorded: /Could not load "(\w+)": '\1'\n/, ours: /Could not load "(\w+)": '\1'/ },
  // what ansible.utils says when it trips over its own arguments
  { recorded: /NoneType' and 'str'|_ipv[46]_query\(\) missing|^'iplist'$/, ours: /unknown filter type/ },
  // the JMESPath package has its own words
  { recorded: /^JMESPathError in json_query/, ours: /: JMESPathError in json_query/ },
  // text has one type name
  { recorded: /AnsibleUnicode/, ours: /'str'|\bstr (?:object|doesn't)|not str\b|a 'str' and/ },
  // calling what is no function: Ansible trips over its own cache
  { recorded: /\(\) \}\}\): unhashable type/, ours: /object is not callable/ },
];

function isWanted({ error_tokens: tokens = [] }: Vector, wrong: string): boolean {
  return WANTED.some(({ recorded, ours }) => recorded.test(tokens[0] ?? '') && ours.test(wrong));
}

describe('recorded answers: products of values and expressions', () => {
  for (const [name, most] of Object.entries(OPEN)) {
    it(`${name}: at most ${most} differ`, function () {
      this.timeout(120_000);
      const { cases } = readVectors(join(VECTORS, `${name}.json`));
      const wrong = cases.filter(({ vector, context, expected }) => {
        const found = checkVector(vector, context, expected);
        return found !== undefined && !isWanted(vector, found);
      });
      expect(wrong.length, wrong.map(({ vector }) => vector.template).join('\n')).to.be.at.most(most);
    });
  }
});
