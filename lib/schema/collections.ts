import { readJson } from '../core/read-json.js';
import { isDict, isList, type Dict, type Value } from '../core/value.js';
import {
  Mismatch,
  makeField,
  type ArgsOf,
  type Field,
  type FieldOptions,
  type Fields,
  type Given,
  type GivenBy,
} from './field.js';
import { toJsonSchema } from './json-schema.js';
import { parseFields } from './parse-fields.js';
import { pythonText, pythonType } from './python-text.js';

/** A list; text is split at commas, a lone number is a list of one. */
export function list<T, G extends Given, const O extends FieldOptions<readonly T[]>>(
  of: Field<T, G>,
  options: O,
): Field<readonly T[], GivenBy<O>> {
  const parse = (value: Value): readonly T[] => items(value).map((each) => of.parse(each));
  return makeField<readonly T[], O>(
    { kind: 'list', json: { type: ['array', 'string'], items: of.json }, of, parse },
    options,
  );
}

/** A dict of anything; text is read as JSON or as `key=value, …`. */
export function dict<const O extends FieldOptions<Dict>>(options: O): Field<Dict, GivenBy<O>> {
  return makeField<Dict, O>(
    { kind: 'dict', json: { type: ['object', 'string'] }, parse: parseDict },
    options,
  );
}

/** A dict whose options are known. */
export function nested<F extends Fields, const O extends FieldOptions<ArgsOf<F>>>(
  fields: F,
  options: O,
): Field<ArgsOf<F>, GivenBy<O>> {
  const parse = (value: Value): ArgsOf<F> => {
    const { args, problems } = parseFields(fields, parseDict(value));
    if (problems[0])
      throw new Mismatch(problems.map((each) => each.message).join('; '), problems[0].hint, problems[0].code);
    return args;
  };
  return makeField<ArgsOf<F>, O>({ kind: 'dict', json: toJsonSchema(fields), fields, parse }, options);
}

function items(value: Value): readonly Value[] {
  if (isList(value)) return value;
  if (value instanceof Set) return [...(value as ReadonlySet<Value>)];
  if (typeof value === 'string') return value.split(',');
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)];
  throw new Mismatch(`is of type ${pythonType(value)} and cannot be converted to list`);
}

function parseDict(value: Value): Dict {
  if (isDict(value)) return value;
  if (typeof value !== 'string')
    throw new Mismatch(`is of type ${pythonType(value)} and cannot be converted to dict`);
  if (value.trim().startsWith('{')) return dictFromJson(value);
  return new Map(value.split(/[,\s]+(?=\w+=)/).map((pair) => keyAndValue(pair, value)));
}

function dictFromJson(text: string): Dict {
  try {
    return readJson(text) as Dict;
  } catch {
    throw new Mismatch('is text that is not JSON and cannot be converted to dict');
  }
}

function keyAndValue(pair: string, whole: string): [Value, Value] {
  const at = pair.indexOf('=');
  if (at < 1)
    throw new Mismatch(
      `is text that is neither JSON nor key=value and cannot be converted to dict: ${pythonText(whole)}`,
    );
  return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}
