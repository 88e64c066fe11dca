import { readFileSync } from 'node:fs';

import type { Dict, Value } from '../../core/value.js';
import { pyRepr, pyStr, pyTruth } from '../../jinja/index.js';
import { iniSections, type IniMistake, type IniSections } from '../../config/parse-ini.js';
import { decodeText } from '../decode-text.js';
import { findFile } from '../find-file.js';
import { LookupError } from '../lookup-error.js';
import { interpolated } from '../python-interpolation.js';
import { isIterable, isText, sequenceOf, toBool, typeName } from '../python.js';
import { pythonRegExp } from '../python-regexp.js';
import type { LookupCall, Templar } from '../templar.js';

const OPTIONS: Readonly<Record<string, Value>> = {
  type: 'ini',
  file: 'ansible.ini',
  section: 'global',
  re: false,
  encoding: 'utf-8',
  default: '',
  case_sensitive: false,
  allow_no_value: false,
};
const BOOLS = ['re', 'case_sensitive', 'allow_no_value'];

/** `lookup('ini', 'key', section=…, file=…)`; options inside a term (`key section=web`) hold for the terms after it too. */
export function ini({ terms, options, templar }: LookupCall): Value[] {
  const given = new Map<string, Value>(Object.entries({ ...OPTIONS, ...known(options) }));
  if (!['ini', 'properties'].includes(pyStr(given.get('type'))))
    throw new LookupError(
      `Invalid value "${pyStr(given.get('type'))}" for configuration option "plugin_type: lookup plugin: ini setting: type ", valid values are: ini, properties`,
      'AnsibleOptionsError',
    );
  return terms.flatMap((term) => {
    if (!isText(term)) throw noText(term);
    const key = keyOf(pyStr(term), given);
    if (given.get('type') === 'properties') given.set('section', 'java_properties');
    return valuesOf(templar, key, given);
  });
}

// Python looks for '=' in the term before it strips it
const noText = (term: Value): LookupError =>
  isIterable(term)
    ? new LookupError(
        `'${sequenceOf(term) ? 'list' : typeName(term)}' object has no attribute 'strip'`,
        'AttributeError',
      )
    : new LookupError(`argument of type '${typeName(term)}' is not iterable`, 'TypeError');

function known(options: Dict): Record<string, Value> {
  const entries = [...options].map(([name, value]) => [pyStr(name), value] as const);
  const typed = entries
    .map(([name, value]) => [name === 'allow_none' ? 'allow_no_value' : name, value] as const)
    .map(([name, value]) => [name, BOOLS.includes(name) ? toBool(value) : value] as const);
  return Object.fromEntries(typed.filter(([name, value]) => Object.hasOwn(OPTIONS, name) && value !== null));
}

function keyOf(term: string, given: Map<string, Value>): string {
  if (!/[= ]/.test(term.trim())) return term;
  const phrases = phrasesOf(term, [...given.keys()]);
  let key: string | undefined;
  for (const phrase of phrases) {
    const [name, value, more] = phrase.split('=');
    if (value === undefined) key ??= phrase;
    else if (more !== undefined)
      throw mistake(
        `Could not use '${phrase}' from '${pyRepr(phrases)}': too many values to unpack (expected 2)`,
      );
    else if (given.has(name!)) given.set(name!, value);
    else throw mistake(`${name!} is not a valid option.`);
  }
  if (key !== undefined) return key;
  throw new LookupError(
    `No key to lookup was provided as first term with in string inline options: ${term}`,
    'AnsibleOptionsError',
  );
}

// words without an option belong to what is before them
function phrasesOf(term: string, names: readonly string[]): string[] {
  const phrases = new Map<string, string>();
  let at = 'key';
  for (const word of term.trim().split(/\s+/)) {
    at = names.findLast((name) => word.includes(`${name}=`)) ?? at;
    const before = phrases.get(at);
    phrases.set(at, before === undefined ? word : `${before} ${word}`);
  }
  return [...phrases.values()];
}

const mistake = (message: string): LookupError => new LookupError(message, 'AnsibleLookupError');

function valuesOf(templar: Templar, key: string, given: ReadonlyMap<string, Value>): Value[] {
  const file = pyStr(given.get('file'));
  const sections = sectionsOf(templar, file, given);
  const section = sections.get(pyStr(given.get('section')));
  if (!section) throw mistake(`No section '${pyStr(given.get('section'))}' in ${file}`);
  const read = (name: string): string => interpolated(section, name, pyStr(given.get('section')));
  const folded = given.get('case_sensitive') ? key : key.toLowerCase();
  if (!pyTruth(given.get('re'))) {
    // None: nothing to hand out
    if (sections.get(NO_VALUES)?.has(`${pyStr(given.get('section'))}\n${folded}`)) return [];
    const value = section.has(folded) ? read(folded) : given.get('default');
    return value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];
  }
  const pattern = pythonRegExp(key, { sticky: true });
  const values = [...section.keys()].map((name) => [name, read(name)] as const);
  return values.filter(([name]) => ((pattern.lastIndex = 0), pattern.test(name))).map(([, value]) => value);
}

function sectionsOf(templar: Templar, file: string, given: ReadonlyMap<string, Value>): IniSections {
  const path = findFile(templar, 'files', file);
  if (path === undefined) throw new LookupError(`Invalid filename: 'None'`, 'AnsibleParserError');
  const text = decodeText(readFileSync(path), pyStr(given.get('encoding')));
  const without: (IniMistake & { kind: 'no value' })[] = [];
  const sections = iniSections(given.get('type') === 'properties' ? `[java_properties]\n${text}` : text, {
    caseSensitive: pyTruth(given.get('case_sensitive')),
    refuse: (what) => {
      if (what.kind === 'duplicate') throw duplicate(file, what);
      if (what.kind === 'no section')
        throw new LookupError(
          `File contains no section headers.\nfile: '<???>', line: ${what.line}\n${pyRepr(`${what.text}\n`)}`,
        );
      without.push(what);
    },
  });
  if (without.length === 0) return sections;
  if (!pyTruth(given.get('allow_no_value'))) throw noValues(without);
  return new Map([
    ...sections,
    [NO_VALUES, new Map(without.map(({ section, key }) => [`${section}\n${key}`, '']))],
  ]);
}

const duplicate = (file: string, { line, section, key }: IniMistake & { kind: 'duplicate' }): LookupError =>
  mistake(
    `Duplicate option in '${file}': While reading from '<???>' [line ${String(line).padStart(2)}]: option '${key}' in section '${section}' already exists`,
  );

// keys without a value, as a section that no file can have
const NO_VALUES = '\n';

function noValues(lines: readonly (IniMistake & { kind: 'no value' })[]): LookupError {
  const listed = lines.map(
    ({ line, text }) => `\n\t[line ${String(line).padStart(2)}]: ${pyRepr(`${text}\n`)}`,
  );
  return new LookupError(`Source contains parsing errors: '<???>'${listed.join('')}`);
}
