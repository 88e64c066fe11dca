import { readFileSync } from 'node:fs';

import type { Dict, Value } from '../../core/value.js';
import { pyRepr, pyStr } from '../../jinja/index.js';
import { findFile } from '../find-file.js';
import { LookupError } from '../lookup-error.js';
import { decodeText } from '../decode-text.js';
import { parseCsv } from '../parse-csv.js';
import { parseTerm } from '../parse-term.js';
import { isText, typeName } from '../python.js';
import type { Lookup, LookupCall } from '../templar.js';
import { ini } from './ini.js';

/** Lookups in CSV and INI files. */
export const tableLookups: Readonly<Record<string, Lookup>> = {
  csvfile: (call) => call.terms.flatMap((term) => csvCell(call, term)),
  ini,
};

const CSV = { file: 'ansible.csv', delimiter: 'TAB', encoding: 'utf-8', default: '', col: '1' };

function csvCell(call: LookupCall, term: Value): Value[] {
  if (!isText(term)) throw new LookupError(`'${typeName(term)}' object has no attribute 'split'`);
  const given = parseTerm(pyStr(term));
  const key = given.get('_raw_params');
  if (key === undefined) throw new LookupError('Search key is required but was not found');
  const options = { ...CSV, ...textOptions(call.options, Object.keys(CSV)) };
  for (const [name, value] of given) {
    if (name === '_raw_params') continue;
    if (!Object.hasOwn(CSV, name)) throw new LookupError(`${name} is not a valid option`);
    options[name as keyof typeof CSV] = value;
  }
  const path = findFile(call.templar, 'files', options.file);
  if (path === undefined) throw new LookupError(`csvfile: [Errno 2] No such file or directory: b'None'`);
  const delimiter = options.delimiter === 'TAB' ? '\t' : options.delimiter;
  if ([...delimiter].length !== 1) throw new LookupError('csvfile: "delimiter" must be a 1-character string');
  const text = decodeText(readFileSync(path), options.encoding);
  const row = parseCsv(text, delimiter).find((cells) => cells[0] === key);
  if (!row) return absent(given.get('default') ?? call.options.get('default') ?? []);
  if (!/^\s*[+-]?\d+\s*$/.test(options.col))
    throw new LookupError(`csvfile: invalid literal for int() with base 10: ${pyRepr(options.col)}`);
  const cell = row.at(Number(options.col));
  if (cell === undefined) throw new LookupError('csvfile: list index out of range');
  return [cell];
}

const absent = (otherwise: Value): Value[] => (Array.isArray(otherwise) ? otherwise : [otherwise]);

function textOptions(options: Dict, names: readonly string[]): Record<string, string> {
  const known = [...options].filter(([name]) => names.includes(pyStr(name)));
  return Object.fromEntries(known.map(([name, value]) => [pyStr(name), pyStr(value)]));
}
