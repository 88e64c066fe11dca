import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { TsplayError, type Problem } from '../../lib/core/problem.js';
import { TemplateString, type Dict } from '../../lib/core/value.js';
import { loadYamlFile } from '../../lib/yaml/load-yaml-file.js';
import { loadYaml } from '../../lib/yaml/load-yaml.js';
import { toPlainValue, toValue } from '../../lib/yaml/to-value.js';
import type { YamlNode, YamlOptions } from '../../lib/yaml/types.js';

const rootOf = (text: string, options?: YamlOptions): YamlNode => loadYaml(text, 'f.yml', options)[0]!.root;
const dictOf = (text: string, options?: YamlOptions): Dict => toValue(rootOf(text, options)) as Dict;

function problemsOf(action: () => unknown): readonly Problem[] {
  try {
    action();
  } catch (error) {
    if (error instanceof TsplayError) return error.problems;
    throw error;
  }
  throw new Error('expected problems');
}

// time of this process alone: the machine may be busy
const cpuMs = (): number => process.cpuUsage().user / 1000;

describe('yaml: mistakes', () => {
  const cases: [text: string, ...problems: string[]][] = [
    ['a: {{ b }}\n', '1:4 unquoted-template'],
    ['a: {{ b }}/c\nd: e: f\n', '1:4 unquoted-template', '2:4 colon-in-value'],
    ['- {{ b }}\n', '1:3 unquoted-template'],
    ['a:\n\t- b\n', '2:1 tab-indent'],
    ['a: 1\na: 2\n', '2:1 duplicate-key'],
    ['a: 1\n b: 2\n', '2:2 bad-indent'],
    ['- a\nb: 1\n', '2:1 yaml-syntax'],
    ['a: "x\n', '1:4 unclosed-quote'],
    ["a: 'x\nb: 2\n", '1:4 unclosed-quote'],
    ['a: [1, 2\nb: 3\n', '1:4 unclosed-bracket'],
    ['a: {b: 2\nc: 3\n', '1:4 unclosed-bracket'],
    ['a: @x\nb: `y\n', '1:4 bad-scalar', '2:4 bad-scalar'],
    ['a: *nope\n', '1:4 unknown-alias'],
    ['a: &a [*a]\n', '1:8 recursive-alias'],
    ['a: x\0y\n', '1:5 bad-character'],
    ['? [a]\n: b\n', '1:3 bad-key'],
    ['a: "b" c\n', '1:8 text-after-quote'],
    ['a: "\\q"\n', '1:5 bad-escape'],
    ['- hosts: x\n  tasks:\n   - debug:\n      msg: hi\n    when: x\n', '5:5 bad-indent'],
    ['a: 2024-13-45\n', '1:4 bad-value'],
    ['a: !!int x\nb: !nope y\n', '1:10 bad-value', '2:10 bad-value'],
    ['a: {<<: 1}\n', '1:9 bad-merge'],
    ['['.repeat(3000), '1:501 yaml-too-deep'],
    ['- '.repeat(3000), '1:1001 yaml-too-deep'],
  ];

  for (const [text, ...expected] of cases) {
    it(JSON.stringify(text.slice(0, 40)), () => {
      const problems = problemsOf(() => loadYaml(text, 'f.yml'));
      expect(problems.map((one) => `${one.at?.line}:${one.at?.column} ${one.code}`)).to.deep.equal(expected);
      for (const problem of problems) expect(problem.excerpt).to.contain('^');
    });
  }

  it('names both places of a key written twice', () => {
    const [problem] = problemsOf(() => loadYaml('when: a\nx: 1\nwhen: b\n', 'f.yml'));
    expect(problem).to.include({ message: 'found a duplicate dict key (when): it is already at f.yml:1:1' });
  });

  it('warns of keys written twice, or not, as asked', () => {
    const warned = loadYaml('a: 1\na: 2\n', 'f.yml', { duplicateKeys: 'warn' })[0]!;
    expect(warned.warnings.map((one) => [one.code, one.severity])).to.deep.equal([
      ['duplicate-key', 'warning'],
    ]);
    expect(toValue(warned.root)).to.deep.equal(new Map([['a', 2]]));
    expect(loadYaml('a: 1\na: 2\n', 'f.yml', { duplicateKeys: 'ignore' })[0]!.warnings).to.deep.equal([]);
  });

  it('notes what YAML 1.1 reads otherwise than it looks', () => {
    const { warnings } = loadYaml(
      "a: 22:22\nb: 1.10\nc: 1.0\nd: '1.10'\ne: !!str 1.10\nf: 1:2:3\n",
      'f.yml',
    )[0]!;
    expect(warnings.map(({ at, code, message }) => [at!.line, code, message])).to.deep.equal([
      [1, 'yaml-surprise', '22:22 is read as the number 1342'],
      [2, 'yaml-surprise', '1.10 is read as the number 1.1'],
      [6, 'yaml-surprise', '1:2:3 is read as the number 3723'],
    ]);
  });

  it('does not call a merged key written twice', () => {
    expect(dictOf('b: &b {x: 1}\nc: {<<: *b, x: 2}\n').get('c')).to.deep.equal(new Map([['x', 2]]));
  });

  it('quotes the template in the hint', () => {
    const [problem] = problemsOf(() => loadYaml('src: {{ dir }}/x\n', 'f.yml'));
    expect(problem!.hint).to.equal('write "{{ dir }}/x"');
  });

  it('stops an alias bomb within a second', () => {
    const level = (n: number): string =>
      `l${n}: &l${n} [${Array(9)
        .fill(`*l${n - 1}`)
        .join(', ')}]\n`;
    const text = `l0: &l0 x\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].map(level).join('')}`;
    const start = cpuMs();
    const problems = problemsOf(() => loadYaml(text, 'f.yml'));
    expect(problems.map((one) => one.code)).to.deep.equal(['alias-bomb']);
    expect(problems[0]!.message).to.equal('aliases expand to more than 1,000,000 nodes');
    expect(cpuMs() - start).to.be.below(1000);
  });

  it('throws nothing but TsplayError, whatever the text', () => {
    const seed =
      '- hosts: "a"\n  vars: &v {b: [1, *v], c: \'d\'}\n  tasks:\n    - debug: msg={{ x }}\n      when: |\n        y\n';
    const chars = '{}[]\'"|>&*!?:-#,\t\n %@`~<0a';
    let random = 7;
    const next = (limit: number): number => (random = (random * 48271) % 2147483647) % limit;
    let refused = 0;
    for (let round = 0; round < 2000; round++) {
      let text = seed;
      for (let edit = 0; edit <= round % 4; edit++) {
        const at = next(text.length);
        text = text.slice(0, at) + (next(4) ? chars[next(chars.length)]! : '') + text.slice(at + next(3));
      }
      try {
        loadYaml(text, 'f.yml');
      } catch (error) {
        if (!(error instanceof TsplayError)) throw new Error(`on ${JSON.stringify(text)}`, { cause: error });
        refused++;
      }
    }
    expect(refused).to.be.within(200, 2000);
  });
});

describe('yaml: places and trust', () => {
  it('knows the place of every key and value', () => {
    const root = rootOf('a: 1\nb:\n  - x\n  - "y"\n');
    if (root.kind !== 'map') throw new Error('expected a map');
    const [a, b] = root.entries;
    expect(a!.keyAt).to.deep.equal({ file: 'f.yml', line: 1, column: 1 });
    expect(a!.value.at).to.deep.equal({ file: 'f.yml', line: 1, column: 4 });
    expect(b!.value.kind === 'list' && b!.value.items.map((item) => item.at.line)).to.deep.equal([3, 4]);
  });

  it('is not led astray by lines inside quotes and brackets that stand too far left', () => {
    const root = rootOf('a:\n  b: "{{ x\n}} y"\n  c: [1,\n  {d: \'e\n\n f\'}, # g ]\n 2]\nh: z\n');
    expect(toPlainValue(root)).to.deep.equal(
      toPlainValue(rootOf(`a: {b: '{{ x }} y', c: [1, {d: "e\\nf"}, 2]}\nh: z\n`)),
    );
    if (root.kind !== 'map' || root.entries[0]!.value.kind !== 'map') throw new Error('expected maps');
    const [list, last] = [root.entries[0]!.value.entries[1]!.value, root.entries[1]!];
    expect(list.kind === 'list' && list.items.map(({ at }) => [at.line, at.column])).to.deep.equal([
      [4, 7],
      [5, 3],
      [8, 2],
    ]);
    expect([last.keyAt.line, last.value.at.column]).to.deep.equal([9, 4]);
  });

  it('counts lines across CRLF', () => {
    const root = rootOf('a: 1\r\nb: x\r\n');
    expect(root.kind === 'map' && root.entries[1]!.keyAt.line).to.equal(2);
  });

  it('makes templates only of text of user files, and never under !unsafe', () => {
    const text = 'a: "{{ x }}"\nb: !unsafe "{{ x }}"\nc: !unsafe {d: ["{% y %}"]}\n"{{ k }}": v\n';
    const value = dictOf(text);
    expect(value.get('a'))
      .to.be.instanceOf(TemplateString)
      .and.deep.include({ text: '{{ x }}', at: { file: 'f.yml', line: 1, column: 4 } });
    expect(value.get('b')).to.equal('{{ x }}');
    expect((value.get('c') as Dict).get('d')).to.deep.equal(['{% y %}']);
    expect(value.get('{{ k }}')).to.equal('v');
    expect((toPlainValue(rootOf(text)) as Dict).get('a')).to.equal('{{ x }}');
  });

  it('keeps what aliases share one object', () => {
    const value = dictOf('a: &a [1]\nb: *a\n');
    expect(value.get('a')).to.equal(value.get('b'));
  });

  it('leaves Object alone', () => {
    dictOf('__proto__: {polluted: yes}\nconstructor: {prototype: {polluted: yes}}\n');
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });

  it('decrypts !vault once, at first use', () => {
    const seen: string[] = [];
    const decrypt = (ciphertext: string): string => `${seen.push(ciphertext)} {{ x }}`;
    const secret = dictOf('a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n', { decrypt }).get(
      'a',
    ) as TemplateString;
    expect(seen).to.deep.equal([]);
    expect([secret.text, secret.text]).to.deep.equal(['1 {{ x }}', '1 {{ x }}']);
    expect(seen).to.deep.equal(['$ANSIBLE_VAULT;1.1;AES256\n6162\n']);
  });

  it('minds a missing vault password only when the value is needed', () => {
    const secret = dictOf('a: !vault x\n').get('a') as TemplateString;
    expect(problemsOf(() => secret.text)[0]).to.include({ code: 'vault-no-password' });
  });

  it('reads every document of a stream', () => {
    expect(loadYaml('--- 1\n---\na: b\n...\n', 'f.yml').map((one) => toValue(one.root))).to.deep.equal([
      1,
      new Map([['a', 'b']]),
    ]);
    expect(loadYaml('', 'f.yml').map((one) => toValue(one.root))).to.deep.equal([null]);
  });

  it('reads half a megabyte in a few seconds', () => {
    const text = Array.from({ length: 10_000 }, (_, n) => `key${n}: {a: [1, 2], b: "text ${n}"}\n`).join('');
    const start = cpuMs();
    expect(dictOf(text).size).to.equal(10_000);
    expect(cpuMs() - start).to.be.below(4000);
  });
});

describe('yaml: files', () => {
  let dir: string;
  before(() => (dir = mkdtempSync(join(tmpdir(), 'tsplay-yaml-'))));
  after(() => rmSync(dir, { recursive: true }));

  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(dir, name);
    writeFileSync(path, content);
    return path;
  };
  const valueOf = (path: string): unknown => toValue(loadYamlFile(path)[0]!.root);

  it('reads UTF-8 and UTF-16 with and without a byte order mark', () => {
    const expected = new Map([['a', 'é😀']]);
    const le = Buffer.from('\ufeffa: é😀\n', 'utf16le');
    expect(valueOf(write('1.yml', 'a: é😀\n'))).to.deep.equal(expected);
    expect(valueOf(write('2.yml', '\ufeffa: é😀\n'))).to.deep.equal(expected);
    expect(valueOf(write('3.yml', le))).to.deep.equal(expected);
    expect(valueOf(write('4.yml', Buffer.from(le).swap16()))).to.deep.equal(expected);
  });

  it('reads a JSON file by the rules of JSON', () => {
    expect(valueOf(write('5.json', '{\n\t"a": 1.5e3, "b": [1E-2],\n\t"c": "\\/", "d": null}'))).to.deep.equal(
      valueOf(write('5.yml', 'a: 1500.0\nb: [0.01]\nc: /\nd:\n')),
    );
  });

  it('says what a reader of JSON says of a file that is meant to be JSON', () => {
    const hintOf = (name: string): string | undefined =>
      problemsOf(() => loadYamlFile(write(name, '{"a": 1}}\n')))[0]!.hint;
    expect(hintOf('7.json')).to.match(/^JSON: Unexpected/);
    expect(hintOf('7.yml')).to.not.match(/JSON/);
  });

  it('says what is wrong with a file', () => {
    expect(problemsOf(() => loadYamlFile(join(dir, 'none.yml')))[0]!.message).to.match(
      /there is no such file$/,
    );
    expect(problemsOf(() => loadYamlFile(dir))[0]!.message).to.match(/it is a directory$/);
    const bad = write('6.yml', Buffer.from([0x61, 0x3a, 0x0a, 0xff, 0x0a]));
    expect(problemsOf(() => loadYamlFile(bad))[0]).to.deep.include({
      code: 'not-text',
      at: { file: bad, line: 2, column: 1 },
    });
  });
});
