import type { Json } from '../core/json.js';
import { wordsMistake } from '../core/read-words.js';
import { didYouMean } from '../core/suggest.js';
import { PyFloat, isDict, type Value } from '../core/value.js';
import { Mismatch, makeField, type Field, type FieldOptions, type Given, type GivenBy } from './field.js';
import { parseMode } from './mode.js';
import { pythonText, pythonType } from './python-text.js';
import { parseSize } from './size.js';
import { toJsonText } from './json-text.js';

/** Any text; numbers, booleans and collections become what Python prints. */
export const text = <const O extends FieldOptions<string>>(options: O): Field<string, GivenBy<O>> =>
  makeField<string, O>(
    { kind: 'str', json: { type: ['string', 'number', 'boolean'] }, parse: pythonText },
    options,
  );

/** A field whose text is words of a command line: it must be possible to tell them apart. */
export const commandLine = <G extends Given>(field: Field<string, G>): Field<string, G> => ({
  ...field,
  parse: (value) => parseCommandLine(field.parse(value)),
});

/** A path on the host; a leading `~` and `$NAME` are expanded there. */
export const path = <const O extends FieldOptions<string>>(options: O): Field<string, GivenBy<O>> =>
  makeField<string, O>({ kind: 'path', json: { type: 'string' }, parse: parsePath }, options);

/** A whole number, also as text. */
export const integerJson: Json = { type: ['integer', 'string'], pattern: '^ *[+-]?[0-9]+ *$' };

export const int = <const O extends FieldOptions<number>>(options: O): Field<number, GivenBy<O>> =>
  makeField<number, O>({ kind: 'int', json: integerJson, parse: parseInteger }, options);

export const float = <const O extends FieldOptions<number>>(options: O): Field<number, GivenBy<O>> =>
  makeField<number, O>({ kind: 'float', json: { type: 'number' }, parse: parseFloatNumber }, options);

const booleanWords = ['yes', 'no', 'on', 'off', 'true', 'false'].flatMap((word) => [
  word,
  word.toUpperCase(),
  `${word[0]!.toUpperCase()}${word.slice(1)}`,
]);

/** A boolean as people write it, for an editor whose YAML (1.2) takes `yes` for text. */
export const booleanJson: Json = { anyOf: [{ type: 'boolean' }, { enum: booleanWords }] };

/** Ansible's booleans: yes/no, on/off, true/false, y/n, t/f, 1/0 in any case. */
export const bool = <const O extends FieldOptions<boolean>>(options: O): Field<boolean, GivenBy<O>> =>
  makeField<boolean, O>({ kind: 'bool', json: booleanJson, parse: parseBool }, options);

/** One of the listed words. */
export function choice<const C extends readonly string[], const O extends FieldOptions<C[number]>>(
  choices: C,
  options: O,
): Field<C[number], GivenBy<O>> {
  const parse = (value: Value): C[number] => parseChoice(choices, value);
  return makeField<C[number], O>({ kind: 'choice', json: { enum: choices }, choices, parse }, options);
}

/** A file mode, octal or symbolic; octal ones come out as four digits. */
export const mode = <const O extends FieldOptions<string>>(options: O): Field<string, GivenBy<O>> =>
  makeField<string, O>({ kind: 'mode', json: { type: ['string', 'integer'] }, parse: parseMode }, options);

/** A mode, or `preserve` for that of the source. */
export const modeOrPreserve = <const O extends FieldOptions<string>>(options: O): Field<string, GivenBy<O>> =>
  makeField<string, O>(
    {
      kind: 'mode',
      json: { type: ['string', 'integer'] },
      parse: (value) => (value === 'preserve' ? value : parseMode(value)),
    },
    options,
  );

/** A size in bytes: `10`, `10k`, `1.5G`, `3 MB`. */
export const bytes = <const O extends FieldOptions<number>>(options: O): Field<number, GivenBy<O>> =>
  makeField<number, O>({ kind: 'bytes', json: { type: ['string', 'integer'] }, parse: parseSize }, options);

/** A time span in seconds; `30s`, `5m`, `2h`, `1d`, `1w` are understood. */
export const duration = <const O extends FieldOptions<number>>(options: O): Field<number, GivenBy<O>> =>
  makeField<number, O>(
    { kind: 'duration', json: { type: ['string', 'number'] }, parse: parseDuration },
    options,
  );

/** Text that is JSON; dicts and lists are written as JSON. */
export const json = <const O extends FieldOptions<string>>(options: O): Field<string, GivenBy<O>> =>
  makeField<string, O>({ kind: 'json', json: {}, parse: toJsonText }, options);

/** The value as it is. */
export const raw = <const O extends FieldOptions<Value>>(options: O): Field<Value, GivenBy<O>> =>
  makeField<Value, O>({ kind: 'raw', json: {}, parse: (value) => value }, options);

function parseCommandLine(line: string): string {
  const mistake = wordsMistake(line);
  if (mistake === undefined) return line;
  throw new Mismatch(`cannot be split into words: ${mistake}: ${line}`, undefined, 'bad-command-line');
}

function parsePath(value: Value): string {
  if (isDict(value) || Array.isArray(value)) throw cannotConvert(value, 'path', 'a path is text');
  return pythonText(value);
}

function parseInteger(value: Value): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  if (typeof value === 'string' && /^\s*[+-]?\d(_?\d)*\s*$/.test(value))
    return Number(value.replaceAll('_', ''));
  throw cannotConvert(value, 'int', `${pythonText(value)} is not a whole number`);
}

function parseFloatNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (value instanceof PyFloat) return value.value;
  if (typeof value === 'bigint') return Number(value);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) throw cannotConvert(value, 'float', `${pythonText(value)} is not a number`);
  return number;
}

const truths = new Set(['y', 'yes', 'on', '1', 'true', 't', '1.0']);
const falsehoods = new Set(['n', 'no', 'off', '0', 'false', 'f', '0.0']);

export function parseBool(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  const word = pythonText(value).toLowerCase().trim();
  if (truths.has(word)) return true;
  if (falsehoods.has(word)) return false;
  throw cannotConvert(
    value,
    'bool',
    `the value '${pythonText(value)}' is not a valid boolean. Valid booleans are yes/no, true/false, on/off, 1/0`,
  );
}

function parseChoice<C extends string>(choices: readonly C[], value: Value): C {
  const word = pythonText(value);
  const exact = choices.find((each) => each === word);
  if (exact !== undefined) return exact;
  const asBool = typeof value === 'boolean' ? choices.find((each) => boolOrNone(each) === value) : undefined;
  if (asBool !== undefined) return asBool;
  throw new Mismatch(
    `must be one of: ${choices.join(', ')}, got: ${word}`,
    didYouMean(word, choices),
    'wrong-choice',
  );
}

// YAML reads `yes` as a boolean: a choice that is spelt so means it
function boolOrNone(word: string): boolean | undefined {
  if (truths.has(word)) return true;
  return falsehoods.has(word) ? false : undefined;
}

function parseDuration(value: Value): number {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*([smhdw]?)\s*$/i.exec(pythonText(value));
  if (!found)
    throw cannotConvert(value, 'duration', `${pythonText(value)} is not a time span like 30, 5m or 2h`);
  const unit = { '': 1, s: 1, m: 60, h: 3600, d: 86400, w: 604800 }[found[2]!.toLowerCase()]!;
  return Number(found[1]) * unit;
}

function cannotConvert(value: Value, to: string, why: string): Mismatch {
  return new Mismatch(`is of type ${pythonType(value)} and cannot be converted to ${to}: ${why}`);
}
