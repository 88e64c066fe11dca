import { expect } from 'chai';
import { PyFloat, TemplateString, type Dict, type Value } from '../../lib/core/value.js';
import {
  bool,
  bytes,
  choice,
  dict,
  duration,
  float,
  int,
  json,
  list,
  mode,
  nested,
  parseFields,
  path,
  raw,
  secretsOf,
  text,
  toJsonSchema,
  type Field,
  type Fields,
} from '../../lib/schema/index.js';

const ok: readonly (readonly [string, Field, Value, unknown])[] = [
  ['text of a number', text({}), 12, '12'],
  ['text of True', text({}), true, 'True'],
  ['text of 2.0', text({}), new PyFloat(2), '2.0'],
  ['text of a list', text({}), ['a', 1, null], "['a', 1, None]"],
  ['text of a dict', text({}), new Map([['a', "it's"]]), `{'a': "it's"}`],
  ['int of text', int({}), ' 42 ', 42],
  ['int of -1', int({}), '-1', -1],
  ['float of text', float({}), '1.5', 1.5],
  ['float of 2.0', float({}), new PyFloat(2), 2],
  ['yes', bool({}), 'yes', true],
  ['Off', bool({}), 'Off', false],
  ['1', bool({}), 1, true],
  ['0.0', bool({}), new PyFloat(0), false],
  ['a choice', choice(['a', 'b'], {}), 'b', 'b'],
  ['a choice that YAML reads as a boolean', choice(['yes', 'no', 'dist'], {}), false, 'no'],
  ['a list of text', list(text({}), {}), 'a,b', ['a', 'b']],
  ['a list of a number', list(text({}), {}), 1, ['1']],
  ['a list of ints', list(int({}), {}), ['1', 2], [1, 2]],
  ['octal of YAML', mode({}), 0o644, '0644'],
  ['octal text', mode({}), '644', '0644'],
  ['octal of Python', mode({}), '0o1777', '1777'],
  ['symbolic', mode({}), 'u=rwX,g-w,o=', 'u=rwX,g-w,o='],
  ['0777 of YAML', mode({}), 0o777, '0777'],
  ['0600 of YAML', mode({}), 0o600, '0600'],
  ['1k', bytes({}), '1k', 1024],
  ['1.5 GB', bytes({}), '1.5 GB', 1610612736],
  ['5m', duration({}), '5m', 300],
  ['30', duration({}), 30, 30],
  ['json of a dict', json({}), new Map([['a', [1, true]]]), '{"a": [1, true]}'],
  ['raw', raw({}), [1], [1]],
  ['path', path({}), '/a b', '/a b'],
];

const wrong: readonly (readonly [string, Field, Value, RegExp, string])[] = [
  ['int', int({}), 'x', /is of type str and cannot be converted to int/, 'wrong-type'],
  ['int of 1.5', int({}), 1.5, /cannot be converted to int/, 'wrong-type'],
  ['bool', bool({}), 'maybe', /'maybe' is not a valid boolean/, 'wrong-type'],
  [
    'choice',
    choice(['present', 'absent'], {}),
    'preset',
    /must be one of: present, absent, got: preset/,
    'wrong-choice',
  ],
  ['list', list(text({}), {}), new Map() as Dict, /cannot be converted to list/, 'wrong-type'],
  ['dict', dict({}), 'nothing', /neither JSON nor key=value/, 'wrong-type'],
  ['decimal mode', mode({}), 644, /is 644, which is decimal; write '0644'/, 'decimal-mode'],
  ['decimal 755', mode({}), 755, /755, which is decimal/, 'decimal-mode'],
  ['decimal 1777', mode({}), 1777, /1777, which is decimal/, 'decimal-mode'],
  ['mode', mode({}), 'rwx', /octal or symbolic/, 'wrong-mode'],
];

describe('fields', () => {
  for (const [name, field, value, want] of ok) {
    it(`takes ${name}`, () => expect(field.parse(value)).to.deep.equal(want));
  }

  for (const [name, field, value, want, code] of wrong) {
    it(`refuses ${name}`, () => {
      const { problems } = parseFields({ a: field }, new Map([['a', value]]));
      expect(problems).to.have.length(1);
      expect(problems[0]!.message).to.match(want);
      expect(problems[0]!.code).to.equal(code);
    });
  }

  it('every usual mode that YAML reads as octal is taken', () => {
    for (const bits of [
      0o400, 0o440, 0o444, 0o500, 0o550, 0o555, 0o600, 0o640, 0o644, 0o660, 0o664, 0o666, 0o700, 0o750, 0o755,
      0o770, 0o775, 0o777, 0o1777, 0o2755, 0o2775, 0o4755,
    ]) {
      expect(mode({}).parse(bits), bits.toString(8)).to.equal(bits.toString(8).padStart(4, '0'));
    }
    for (const decimal of [400, 440, 444, 555, 600, 640, 644, 660, 664, 700, 750, 755, 770, 775, 777]) {
      expect(() => mode({}).parse(decimal), String(decimal)).to.throw(/is decimal/);
    }
  });
});

describe('parseFields', () => {
  const fields: Fields = {
    dest: path({ doc: '', required: true, aliases: ['name'] }),
    state: choice(['present', 'absent'], { fallback: 'present' }),
    mode: mode({}),
    password: text({ secret: true }),
    src: text({}),
    sub: list(nested({ a: int({ required: true }) }, {}), {}),
  };
  const parse = (entries: Record<string, Value>, options = {}): ReturnType<typeof parseFields> =>
    parseFields(fields, new Map(Object.entries(entries)), { owner: 'copy module', ...options });

  it('fills in aliases and fallbacks', () => {
    expect({ ...parse({ name: '/x' }).args }).to.include({ dest: '/x', state: 'present', mode: undefined });
  });

  it('finds all mistakes at once, with suggestions', () => {
    const { problems } = parse({ dst: '/x', state: 'there', mode: 644 });
    expect(problems.map((each) => each.code)).to.deep.equal([
      'unknown-option',
      'wrong-choice',
      'decimal-mode',
      'missing-option',
    ]);
    expect(problems[0]!.hint).to.equal("did you mean 'dest'?");
  });

  it('refuses the same option twice', () => {
    expect(parse({ dest: '/x', name: '/y' }).problems[0]!.code).to.equal('duplicate-option');
  });

  it('never shows a secret', () => {
    const { problems } = parseFields({ password: int({ secret: true }) }, new Map([['password', 'hunter2']]));
    expect(JSON.stringify(problems)).not.to.contain('hunter2');
    expect(secretsOf(fields, { password: 'hunter2', dest: '/x' })).to.deep.equal(['hunter2']);
    expect(secretsOf(fields, new Map([['password', 'hunter2']]))).to.deep.equal(['hunter2']);
  });

  it('takes templates as good before the run', () => {
    const given = {
      dest: new TemplateString('{{ x }}', undefined),
      mode: new TemplateString('{{ m }}', undefined),
    };
    expect(parse(given, { isStatic: true }).problems).to.deep.equal([]);
    expect(parse({ ...given, typo: 1 }, { isStatic: true }).problems).to.have.length(1);
    expect(parse({}, { isStatic: true, isPartial: true }).problems).to.deep.equal([]);
  });

  it('looks into nested options', () => {
    expect(parse({ dest: '/x', sub: [new Map([['b', 1]])] }).problems[0]!.message).to.match(
      /unsupported option 'b'.*missing required arguments: a/,
    );
  });

  it('holds rules', () => {
    const rules = [
      { kind: 'mutually_exclusive', names: ['src', 'mode'] },
      { kind: 'required_if', name: 'state', is: 'absent', names: ['src', 'password'] },
      { kind: 'required_together', names: ['src', 'password'] },
      { kind: 'required_one_of', names: ['src', 'password'] },
      { kind: 'required_by', name: 'mode', names: ['password'] },
    ] as const;
    const messages = parse({ dest: '/x', src: 'a', mode: '0600', state: 'absent' }, { rules }).problems.map(
      (each) => each.message,
    );
    expect(messages).to.deep.equal([
      'parameters are mutually exclusive: src|mode',
      'state is absent but all of the following are missing: password',
      'parameters are required together: src, password',
      "missing parameter(s) required by 'mode': password",
    ]);
  });

  it('has a JSON Schema', () => {
    const schema = toJsonSchema(fields) as {
      properties: Record<string, unknown>;
      additionalProperties: boolean;
    };
    expect(Object.keys(schema.properties)).to.include.members(['dest', 'name', 'state']);
    expect(schema.additionalProperties).to.equal(false);
  });
});
