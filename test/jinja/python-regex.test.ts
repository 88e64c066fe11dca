import { expect } from 'chai';
import { readFileSync } from 'node:fs';

import { compilePythonRegex, expandReplacement, type PythonRegexFlags } from '../../lib/jinja/index.js';

interface Recorded {
  readonly pattern: string;
  readonly flags?: string;
  readonly replacement?: string;
  readonly text: string;
  readonly match?: Match | null;
  readonly result?: string;
  readonly error?: string;
}

interface Match {
  readonly at: number;
  readonly groups: readonly (string | null)[];
  readonly named: Readonly<Record<string, string | null>>;
}

// recorded from Python 3.11 by test/record/python_regex.py
const file = new URL('../fixtures/vectors/python-regex.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Recorded[] };

describe("Python's regular expressions", () => {
  const searches = cases.filter((recorded) => recorded.replacement === undefined);
  const replacements = cases.filter((recorded) => recorded.replacement !== undefined);

  it('were recorded', () => {
    expect(searches.length).to.be.greaterThan(150);
    expect(replacements.length).to.be.greaterThan(30);
  });

  for (const recorded of searches) {
    it(`search ${JSON.stringify(recorded.pattern)} ${recorded.flags} in ${JSON.stringify(recorded.text)}`, () => {
      expect(answer(() => ({ match: search(recorded) }))).to.deep.equal(wanted(recorded));
    });
  }

  for (const recorded of replacements) {
    it(`replace ${JSON.stringify(recorded.pattern)} by ${JSON.stringify(recorded.replacement)}`, () => {
      expect(answer(() => ({ result: replaceAll(recorded) }))).to.deep.equal(wanted(recorded));
    });
  }

  it('refuses what JS cannot do', () => {
    for (const pattern of ['(a)?(?(1)b|c)', '(?>a+)b', '(ab)++c', 'a?+b', 'a{1,2}+b', '\\N{BULLET}']) {
      expect(() => compilePythonRegex(pattern), pattern).to.throw(/not supported|bad escape/);
    }
  });

  it('keeps the place to go on from apart', () => {
    const one = compilePythonRegex('a', { global: true });
    one.exec('aa');
    expect(compilePythonRegex('a', { global: true }).lastIndex).to.equal(0);
    expect(compilePythonRegex('b', { sticky: true }).test('ab')).to.equal(false);
  });
});

function wanted({ match, result, error }: Recorded): object {
  if (error !== undefined) return { error };
  return result === undefined ? { match } : { result };
}

function answer(ask: () => object): object {
  try {
    return ask();
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function search({ pattern, flags = '', text }: Recorded): Match | null {
  const found = compilePythonRegex(pattern, flagsOf(flags)).exec(text);
  if (found === null) return null;
  const named = Object.entries(found.groups ?? {}).map(([name, value]) => [name, value ?? null]);
  return {
    at: found.index,
    groups: [...found].map((group: string | undefined) => group ?? null),
    named: Object.fromEntries(named) as Match['named'],
  };
}

function flagsOf(letters: string): PythonRegexFlags {
  return {
    ignoreCase: letters.includes('i'),
    multiline: letters.includes('m'),
    dotAll: letters.includes('s'),
    verbose: letters.includes('x'),
    ascii: letters.includes('a'),
  };
}

function replaceAll({ pattern, replacement, text }: Recorded): string {
  let result = '';
  let last = 0;
  for (const match of text.matchAll(compilePythonRegex(pattern, { global: true }))) {
    result += text.slice(last, match.index) + expandReplacement(replacement!, match);
    last = match.index + match[0].length;
  }
  return result + text.slice(last);
}
