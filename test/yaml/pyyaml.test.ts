import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { TsplayError } from '../../lib/core/problem.js';
import { loadYaml } from '../../lib/yaml/load-yaml.js';
import { toPlainValue } from '../../lib/yaml/to-value.js';
import { encode } from './encode.js';

// where we read on although Ansible's loader gives up
const lenient = new Map([
  ['v: "\\ud83d\\ude00"', 'JSON writes such pairs'],
  ['a: &a 1\nb: &a 2\nc: *a', 'the later anchor counts, as YAML 1.2 has it'],
  ['...', 'an empty document'],
  ['... # c', 'an empty document'],
  ['- \ta', 'the tab is only space'],
  ['-\ta', 'the tab is only space'],
  ['a: |\n  \tx', 'the tab is text'],
  [': a', 'the key is null'],
  ['a: !vault x y', 'only decrypted when used'],
  ['[a:]', 'the value is null'],
  ['{a:}', 'the value is null'],
  ['{a:,b}', 'the value is null'],
  ['{:a}', 'text may start with a colon'],
  ['{a: :b}', 'text may start with a colon'],
  ['\t', 'an empty document'],
  ['a:\n\n  b: 1\n\t\n  c: 2\n', 'a line of tabs is empty'],
  ['a: 1\n\t# c\nb: 2\n', 'a comment may stand behind a tab'],
  ['\t# c\na: 1\n', 'a comment may stand behind a tab'],
  ['a:\n\t# c\n  b: 1\n', 'a comment may stand behind a tab'],
  [`{${'a'.repeat(1100)}: 1}`, 'long keys are fine'],
]);

// where we are asked for something that Ansible reads
const refused = new Map([
  ['[-]', 'a lone dash must be quoted'],
  ['[-, a]', 'a lone dash must be quoted'],
  ['a: x\u2028b: 2', 'U+2028 is text'],
]);

// where both read, and differently
const different = new Map([
  ['v: \u2028', 'U+2028 is text'],
  ['v: x\u2028y', 'U+2028 is text'],
  [`a: !unsafe [x, {y: '{{ z }}'}]`, 'Ansible loses what is inside'],
]);

const named = new Set([...lenient.keys(), ...refused.keys(), ...different.keys()]);

describe('yaml: the same values as PyYAML', () => {
  for (const file of ['scalars.json', 'documents.json']) {
    const path = new URL(`../fixtures/yaml/${file}`, import.meta.url);
    const cases = JSON.parse(readFileSync(path, 'utf8')) as [text: string, expected: unknown][];

    it(`reads all of ${file}`, () => {
      const wrong = cases.filter(([text, expected]) => !named.has(text) && !agrees(read(text), expected));
      expect(wrong.map(([text, expected]) => ({ text, expected, read: read(text) }))).to.deep.equal([]);
    });

    it(`still differs where said so in ${file}`, () => {
      const stale = cases.filter(([text, expected]) => named.has(text) && agrees(read(text), expected));
      expect(stale.map(([text]) => text)).to.deep.equal([]);
    });
  }

  it('says where it differs only of recorded texts', () => {
    const recorded = ['scalars.json', 'documents.json'].flatMap((file) => {
      const path = new URL(`../fixtures/yaml/${file}`, import.meta.url);
      return (JSON.parse(readFileSync(path, 'utf8')) as [string, unknown][]).map(([text]) => text);
    });
    expect([...named].filter((text) => !recorded.includes(text))).to.deep.equal([]);
  });
});

const failed = Symbol('error');

function read(text: string): unknown {
  try {
    const documents = loadYaml(text, 'f.yml', {
      duplicateKeys: 'ignore',
      decrypt: (ciphertext) => ciphertext,
    });
    return documents.length === 1 ? encode(toPlainValue(documents[0]!.root)) : failed;
  } catch (error) {
    if (error instanceof TsplayError) return failed;
    throw error;
  }
}

function agrees(value: unknown, expected: unknown): boolean {
  if (value === failed) return isObject(expected) && 'error' in expected;
  return JSON.stringify(canonical(value)) === JSON.stringify(canonical(expected));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

// floats by value, sets without order, unsafe text as text
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isObject(value)) return value;
  if ('unsafe' in value) return value['unsafe'];
  if ('float' in value) return { float: toFloat(String(value['float'])) };
  if ('set' in value)
    return { set: (value['set'] as unknown[]).map((item) => JSON.stringify(canonical(item))).sort() };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, canonical(item)]));
}

const toFloat = (text: string): string => String(Number(text.replace(/^(-?)inf$/, '$1Infinity')));
