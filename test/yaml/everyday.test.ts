import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { TsplayError } from '../../lib/core/problem.js';
import { readEveryday } from '../../lib/yaml/everyday/read-everyday.js';
import { readInFull } from '../../lib/yaml/load-yaml.js';
import { Source } from '../../lib/yaml/source.js';
import type { YamlNode } from '../../lib/yaml/types.js';

const root = path.resolve(import.meta.dirname, '../..');
const everyday = (text: string): YamlNode | undefined =>
  readEveryday(Source.of(text, 'f.yml', {}).text, 'f.yml', {});

/** What the full reader says of the same text, when it has nothing to complain of. */
function inFull(text: string): YamlNode | undefined {
  try {
    const [first, second] = readInFull(Source.of(text, 'f.yml', {}));
    return second === undefined && first?.warnings.length === 0 ? first.root : undefined;
  } catch (error) {
    if (error instanceof TsplayError) return undefined;
    throw error;
  }
}

/** The same playbooks with something put in or taken away, from a seed. */
function* damaged(texts: readonly string[], count: number): Iterable<string> {
  let seed = 7;
  const below = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
  for (let i = 0; i < count; i++) {
    const lines = texts[below(texts.length)]!.split('\n');
    const start = below(lines.length);
    const text = lines.slice(start, start + 8).join('\n');
    const at = below(text.length + 1);
    yield text.slice(0, at) + pieces[below(pieces.length)]! + text.slice(at + below(3));
  }
}

const pieces = [
  ...' :-#"\'[]{},|>?!&*%@~=\n',
  ': ',
  '- ',
  ' #',
  '  ',
  '\n  ',
  '\n\n',
  '|-\n',
  '---\n',
  '...\n',
  '\\',
];

const recorded = ['scalars.json', 'documents.json'].flatMap((file) =>
  (JSON.parse(readFileSync(path.join(root, 'test/fixtures/yaml', file), 'utf8')) as [string, unknown][]).map(
    ([text]) => text,
  ),
);
const playbooks = ['roles', 'playbooks'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yml'))
    .map((file) => readFileSync(path.join(root, folder, file), 'utf8')),
);

describe('yaml: the everyday reader', () => {
  const taken = [
    'a: 1\nb: [x, "y", {c: d}]\n',
    '---\n- hosts: all\n  tasks:\n  - debug: msg="{{ x }}"   # why\n    when: a is defined\n',
    '{"a": ["b\\n", 1.5, null],\n "c": {}}\n',
    'text: |\n  one\n\n    two\nfolded: >-\n  one\n  two\nplain: one\n  two\nnothing:\n',
    "- - 'it''s'\n  - x: y\n-\n",
  ];
  const left = [
    'a: &x 1\n',
    'a: *x\n',
    'a: !unsafe x\n',
    'a: "x\n  y"\n',
    'a:\tb\n',
    'a: 1\na: 2\n',
    '? a\n',
    '',
  ];

  for (const text of taken) {
    it(`takes ${JSON.stringify(text)}`, () => {
      expect(everyday(text)).to.deep.equal(inFull(text)).and.not.equal(undefined);
    });
  }

  for (const text of left) {
    it(`leaves ${JSON.stringify(text)} to the full reader`, () => {
      expect(everyday(text)).to.equal(undefined);
    });
  }

  it('gives the nodes and places that the full reader gives, for what was recorded and our own playbooks', () => {
    const texts = [...recorded, ...playbooks].filter((text) => everyday(text) !== undefined);
    expect(texts.length).to.be.greaterThan(600);
    for (const text of texts) expect(everyday(text), text).to.deep.equal(inFull(text));
  });

  it('takes nothing else, also of damaged text', () => {
    const texts = [...damaged([...recorded, ...playbooks], 3000)].filter(
      (text) => everyday(text) !== undefined,
    );
    expect(texts.length).to.be.greaterThan(1000);
    for (const text of texts) expect(everyday(text), text).to.deep.equal(inFull(text));
  });
});
