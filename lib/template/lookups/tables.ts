import { readFileSync } from 'node:fs';

import type { Dict, Value } from '../../core/value.js';
import { pyRepr, pyStr, pyTruth } from '../../jinja/index.js';
import { findFile } from '../find-file.js';
import { LookupError } from '../lookup-error.js';
import { parseCsv } from '../parse-csv.js';
import { iniSections, type IniSections } from '../../config/parse-ini.js';
import { parseTerm } from '../parse-term.js';
import { pythonRegExp } from '../python-regexp.js';
import type { Lookup, LookupCall, Templar } from '../templar.js';

/** Lookups in CSV and INI files. */
export const tableLookups: Readonly<Record<string, Lookup>> = {
  csvfile: (call) => call.terms.flatMap((term) => csvCell(call, pyStr(term))),
  ini: (call) => call.terms.flatMap((term) => iniValue(call, pyStr(term))),
};

const CSV = { file: 'ansible.csv', delimiter: 'TAB', encoding: 'utf-8', default: '', col: '1' };

function csvCell(call: LookupCall, term: string): Value[] {
  const given = parseTerm(term);
  const key = given.get('_raw_params');
  if (key === undefined) throw new LookupError('Search key is required but was not found');
  const options = { ...CSV, ...textOptions(call.options, Object.keys(CSV)) };
  for (const [name, value] of given) {
    if (name === '_raw_params') continue;
    if (!Object.hasOwn(CSV, name)) throw new LookupError(`${name} is not a valid option`);
    options[name as keyof typeof CSV] = value;
  }
  const path = findFile(call.templar, 'files', options.file);
  if (path === undefined)
    throw new LookupError(`csvfile: [Errno 2] No such file or directory: ${pyRepr(options.file)}`);
  const delimiter = options.delimiter === 'TAB' ? '\t' : options.delimiter;
  const row = parseCsv(readFileSync(path, 'utf8'), delimiter).find((cells) => cells[0] === key);
  if (!row) return options.default === '' ? [] : [options.default];
  const cell = row.at(Number(options.col));
  if (cell === undefined) throw new LookupError('csvfile: list index out of range');
  return [cell];
}

function textOptions(options: Dict, names: readonly string[]): Record<string, string> {
  const known = [...options].filter(([name]) => names.includes(pyStr(name)));
  return Object.fromEntries(known.map(([name, value]) => [pyStr(name), pyStr(value)]));
}

const INI = {
  type: 'ini',
  file: 'ansible.ini',
  section: 'global',
  re: 'False',
  encoding: 'utf-8',
  default: '',
  case_sensitive: 'False',
};

function iniValue(call: LookupCall, term: string): Value[] {
  const options = { ...INI, ...textOptions(call.options, Object.keys(INI)) };
  const [key, ...rest] = term.trim().split(/\s+/);
  for (const word of rest) {
    const [name, value, more] = word.split('=');
    if (value === undefined || more !== undefined || !Object.hasOwn(INI, name!)) {
      throw new LookupError(
        `Could not use '${word}' from '${pyRepr([key!, ...rest])}'`,
        'AnsibleLookupError',
      );
    }
    options[name as keyof typeof INI] = value;
  }
  const sections = sectionsOf(call.templar, options);
  const section = sections.get(options.type === 'properties' ? 'java_properties' : options.section);
  if (!section)
    throw new LookupError(`No section '${options.section}' in ${options.file}`, 'AnsibleLookupError');
  return valuesIn(section, key!, options);
}

function sectionsOf(templar: Templar, options: typeof INI): IniSections {
  const path = findFile(templar, 'files', options.file);
  if (path === undefined) throw new LookupError(`Invalid filename: '${options.file}'`, 'AnsibleParserError');
  const text = readFileSync(path, 'utf8');
  return iniSections(
    options.type === 'properties' ? `[java_properties]\n${text}` : text,
    pyTruth(asBool(options.case_sensitive)),
  );
}

const asBool = (text: string): boolean => ['true', 'yes', '1', 'on'].includes(text.toLowerCase());

function valuesIn(section: ReadonlyMap<string, string>, key: string, options: typeof INI): Value[] {
  const fold = asBool(options.case_sensitive) ? key : key.toLowerCase();
  if (!asBool(options.re)) return [section.get(fold) ?? options.default];
  const pattern = pythonRegExp(fold, { sticky: true });
  return [...section]
    .filter(([name]) => ((pattern.lastIndex = 0), pattern.test(name)))
    .map(([, value]) => value);
}
