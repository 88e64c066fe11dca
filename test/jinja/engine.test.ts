import { expect } from 'chai';

import {
  compileExpression,
  compileTemplate,
  Environment,
  JinjaError,
  PyFunction,
  Undefined,
} from '../../lib/jinja/index.js';

const scopeOf = (values: Record<string, unknown>) => ({
  get: (name: string): unknown => (Object.hasOwn(values, name) ? values[name] : undefined),
});

function failure(source: string, options = {}): JinjaError {
  const environment = new Environment();
  try {
    compileTemplate(source, { environment, ...options }).render(scopeOf({}));
  } catch (error) {
    if (error instanceof JinjaError) return error;
    throw error;
  }
  throw new Error('nothing was raised');
}

describe('the template engine', () => {
  const environment = new Environment();

  it('has no way to JavaScript objects', () => {
    for (const value of ['[]', "'a'", '{}', '1', 'range(1)', '[].append', '(1, 2)']) {
      for (const name of [
        'constructor',
        '__proto__',
        'toString',
        'prototype',
        'hasOwnProperty',
        '__class__',
      ]) {
        const template = compileTemplate(
          `{{ ${value}.${name} is defined }} {{ ${value}['${name}'] is defined }}`,
          { environment },
        );
        expect(template.render(scopeOf({})), `${value}.${name}`).to.equal('False False');
      }
    }
  });

  it('refuses what would exhaust the machine', () => {
    const bombs = [
      '{{ range(10**9) }}',
      "{{ 'a' * 10**12 }}",
      '{{ 10 ** (10 ** 10) }}',
      `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`,
      `{{ ${'not '.repeat(20_000)}1 }}`,
      `{{ 1${'+1'.repeat(50_000)} }}`,
      '{% if 1 %}'.repeat(3000) + '{% endif %}'.repeat(3000),
      '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}',
    ];
    for (const bomb of bombs) expect(failure(bomb), bomb.slice(0, 30)).to.be.instanceOf(JinjaError);
  });

  it('tells the place in the template, or in the file around it', () => {
    expect(failure('a\n  {{ nope }}', { file: 't.j2' }).at).to.deep.equal({
      file: 't.j2',
      line: 2,
      column: 6,
    });
    const at = { file: 'site.yml', line: 10, column: 8 };
    expect(failure('x {{ nope }}', { at }).at).to.deep.equal({ file: 'site.yml', line: 10, column: 13 });
  });

  it('gives undefined values as such, with their message', () => {
    const value = compileExpression('d.x', { environment }).evaluate(scopeOf({ d: new Map() }));
    expect(value).to.be.instanceOf(Undefined);
    expect((value as Undefined).message).to.equal("'dict object' has no attribute 'x'");
  });

  it('chains undefined values where asked to', () => {
    const chainable = new Environment({ undefined: 'chainable' });
    const evaluate = (source: string): unknown =>
      compileExpression(source, { environment: chainable }).evaluate(scopeOf({}));
    expect(evaluate('nope.x.y is undefined')).to.equal(true);
    expect(() => evaluate("nope.x ~ ''")).to.throw("'nope' is undefined");
  });

  it('hands out the parts of a template one by one', () => {
    const parts = (text: string): unknown[] => compileTemplate(text, { environment }).parts(scopeOf({}));
    expect(parts('{{ [2] }}')).to.deep.equal([[2]]);
    expect(parts('a{{ 1 }}{{ [2] }}'), 'what can still change is text').to.deep.equal(['a', 1, '[2]']);
  });

  it('takes filters, tests and functions from other layers', () => {
    const own = new Environment();
    own.filters.set('twice', (value) => `${String(value)}${String(value)}`);
    own.tests.set('answer', (value) => value === 42);
    own.globals.set('six', new PyFunction('six', (args) => Number(args[0] ?? 1) * 6));
    const text = compileTemplate("{{ 'a' | twice }} {{ six(7) is answer }}", { environment: own }).render(
      scopeOf({}),
    );
    expect(text).to.equal('aa True');
  });

  it('proposes the name that was meant', () => {
    expect(failure("{{ 'a' | uper }}").problems[0]?.hint).to.equal("did you mean 'upper'?");
  });
});
