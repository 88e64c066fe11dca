import { expect } from 'chai';
import { fileURLToPath } from 'node:url';

import { TsplayError } from '../../lib/core/problem.js';
import { TemplateString, trustText, type Dict, type Value } from '../../lib/core/value.js';
import {
  hostVariables,
  isUndefinedError,
  OMIT,
  removeOmitted,
  Templar,
  withLookupTerms,
  type Variables,
} from '../../lib/template/index.js';

const at = (line: number, column: number) => ({ file: 'f', line, column });
const text = (source: string, line = 1, column = 1): TemplateString =>
  new TemplateString(source, at(line, column));
const dict = (entries: Readonly<Record<string, Value>>): Dict => new Map(Object.entries(entries));
const templar = (entries: Readonly<Record<string, Value>>): Templar =>
  new Templar({ variables: dict(entries) });

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof TsplayError) return error.message;
    throw error;
  }
  return 'no error';
}

describe('Templar', () => {
  it('names the chain of a loop in variables, with places', () => {
    const loop = templar({ a: text('{{ b }}', 3, 9), b: text('{{ a }}', 3, 20) });
    expect(messageOf(() => loop.render(text('{{ a }}')))).to.include('a (f:3:9) -> b (f:3:20) -> a');
  });

  it('places an undefined name where it stands, also inside another variable', () => {
    const nested = templar({ bad: text('{{ 1 }} {{ nosuch.x }}', 7, 5) });
    expect(messageOf(() => nested.render(text('{{ bad }}')))).to.equal("f:7:16: 'nosuch' is undefined");
    expect(nested.render(text("{{ bad | default('d') }}"))).to.equal('d');
  });

  const HOSTILE = "{{ lookup('pipe', 'touch /tmp/never') }}";
  for (const source of [
    '{{ evil }}',
    '{{ [evil] | first }}',
    "{{ lookup('items', evil) }}",
    "{{ lookup('vars', 'evil') }}",
    '{{ evil | b64encode | b64decode }}',
    "{{ {'a': evil}.a }}",
  ]) {
    it(`never compiles data: ${source}`, () => {
      const value = templar({ evil: HOSTILE }).render(text(source));
      expect(value instanceof Map ? 'a mapping' : value).to.be.oneOf([HOSTILE, 'a mapping']);
    });
  }

  it('never compiles data in conditions either', () => {
    const hostile = templar({ evil: "lookup('pipe', 'touch /tmp/never') == ''" });
    expect(() => hostile.test(text('{{ evil }}'))).to.throw('came out of a template');
    expect(hostile.test('evil')).to.equal(true);
  });

  it('stops a list of conditions at the first that is false', () => {
    expect(templar({ i: 3 }).test(['i == 4', 'nosuch'])).to.equal(false);
    expect(messageOf(() => templar({ i: 3 }).test(['i == 3', 'nosuch'], at(2, 9)))).to.equal(
      "f:2:9: The conditional check 'nosuch' failed. The error was: error while evaluating conditional (nosuch): 'nosuch' is undefined",
    );
  });

  it('takes braces in a condition as the expression they hold', () => {
    const warnings: string[] = [];
    const scope = new Templar({
      variables: dict({ i: 3, name: 'web' }),
      warn: (message) => warnings.push(message),
    });
    expect(scope.test(text("name == '{{ name }}' and {{ i }} == 3"))).to.equal(true);
    expect(warnings).to.have.length(1);
  });

  it('renders again what an impure call answered, and keeps what is pure', () => {
    const scope = templar({
      r: text("{{ lookup('pipe', 'cat /proc/sys/kernel/random/uuid') }}"),
      l: text('{{ [1, 2] }}'),
    });
    expect(scope.variable('r')).not.to.equal(scope.variable('r'));
    expect(scope.variable('l')).to.equal(scope.variable('l'));
  });

  it('forgets rendered values when the revision grows', () => {
    const values = dict({ a: text('{{ b }}'), b: 'old' });
    let revision = 0;
    const variables: Variables = {
      get: (name) => values.get(name),
      has: (name) => values.has(name),
      names: () => [...values.keys()].map(String),
      get revision() {
        return revision;
      },
    };
    const scope = new Templar({ variables });
    expect(scope.variable('a')).to.equal('old');
    values.set('b', 'new');
    revision++;
    expect(scope.variable('a')).to.equal('new');
  });

  it('evaluates bare expressions with their type', () => {
    expect(templar({ l: [1, 2] }).evaluate('l | map("string") | list')).to.deep.equal(['1', '2']);
    expect(messageOf(() => templar({}).evaluate('nosuch', at(4, 2)))).to.equal(
      "f:4:2: 'nosuch' is undefined",
    );
  });

  it('tells undefined from other mistakes', () => {
    const seen = ['{{ nosuch }}', '{{ 1 / 0 }}'].map((source) => {
      try {
        return templar({}).render(text(source));
      } catch (error) {
        return isUndefinedError(error);
      }
    });
    expect(seen).to.deep.equal([true, false]);
  });
});

describe('hostvars', () => {
  it('renders in the scope of the host that is asked', () => {
    const h1 = templar({ x: text('{{ y }}'), y: 'of h1' });
    const hostvars = hostVariables(
      () => ['h1'],
      (host) => (host === 'h1' ? h1 : undefined),
    );
    const scope = templar({ hostvars, y: 'mine' });
    expect(
      scope.render(text("{{ hostvars.h1.x }} {{ hostvars['no'] is defined }} {{ hostvars | list }}")),
    ).to.equal("of h1 False ['h1']");
  });
});

describe('newlines at the end', () => {
  const templar = new Templar({
    variables: new Map<Value, Value>([
      ['d', new Map<Value, Value>([['a', 1]])],
      ['t', trustText('{{ d | to_json }}\n')],
    ]),
  });
  for (const [text, expected] of [
    ['{{ d | to_json }}\n', '{"a": 1}\n'],
    ['{{ d | to_json }}\n\n', new Map([['a', 1]])],
    ['{{ d | string }}\n', "{'a': 1}\n"],
    ['x{{ d }}\n', "x{'a': 1}\n"],
    ['{{ d }}\n', new Map([['a', 1]])],
    ['{{ t }}', new Map([['a', 1]])],
  ] as const)
    it(JSON.stringify(text), () => expect(templar.render(trustText(text))).to.deep.equal(expected));
});

describe('omit', () => {
  it('is removed at any depth, and stays text inside text', () => {
    const rendered = templar({}).render(
      dict({
        a: text('{{ omit }}'),
        b: [text('{{ nosuch | default(omit) }}'), 1],
        c: dict({ d: text('{{ omit }}') }),
      }),
    );
    expect(removeOmitted(rendered)).to.deep.equal(dict({ b: [1], c: dict({}) }));
    expect(templar({}).render(text('prefix{{ omit }}'))).to.equal(`prefix${OMIT}`);
    expect(removeOmitted(OMIT)).to.equal(undefined);
  });
});

describe('withLookupTerms', () => {
  const scope = templar({ d: dict({ k: 1 }), i: 2 });
  const cases: readonly [string, Value, Value[]][] = [
    ['items', [[1, 2], 3], [1, 2, 3]],
    ['list', [[1, 2], 3], [[1, 2], 3]],
    ['dict', trustText('{{ d }}'), [dict({ key: 'k', value: 1 })]],
    ['sequence', trustText('count={{ i }}'), ['1', '2']],
    ['indexed_items', ['a'], [[0, 'a']]],
    [
      'nested',
      [[1, 2], ['a']],
      [
        [1, 'a'],
        [2, 'a'],
      ],
    ],
    [
      'together',
      [[1, 2], ['a']],
      [
        [1, 'a'],
        [2, null],
      ],
    ],
  ];
  it('with_first_found passes over names that ask for what is not defined', () => {
    const here = fileURLToPath(import.meta.url);
    const unknown = [trustText('{{ nothing }}.yml'), dict({ files: [trustText('{{ nothing }}'), here] })];
    for (const known of [here, dict({ files: ['none', here] }), [here]])
      expect(withLookupTerms(scope, 'first_found', [...unknown, known])).to.deep.equal([here]);
    expect(withLookupTerms(scope, 'first_found', [dict({ files: ['none'], skip: true })])).to.deep.equal([]);
    for (const raw of [unknown, trustText('{{ nothing }}'), [trustText('{{ l }}')]])
      expect(() => withLookupTerms(templar({ l: [unknown[0]!, here] }), 'first_found', raw)).to.throw(
        'No file was found when using first_found.',
      );
    expect(() => withLookupTerms(scope, 'first_found', [trustText('{{ 1 / 0 }}'), here])).to.throw(
      'division by zero',
    );
  });

  it('with_sequence says which number of the short form is none', () => {
    expect(() => withLookupTerms(scope, 'sequence', ['A-3'])).to.throw("can't parse start=A as integer");
    expect(() => withLookupTerms(scope, 'sequence', ['1-A/2'])).to.throw("can't parse end=A as integer");
  });

  for (const [name, raw, expected] of cases) {
    it(`with_${name}`, () => {
      const items = withLookupTerms(scope, name, raw).map((item) => (Array.isArray(item) ? [...item] : item));
      expect(items).to.deep.equal(expected);
    });
  }
});
