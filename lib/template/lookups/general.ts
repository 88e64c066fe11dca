import type { Dict, Value } from '../../core/value.js';
import { pyStr, pyEquals, pyTruth } from '../../jinja/index.js';
import { LookupError } from '../lookup-error.js';
import { isMapping, isSequence, isText, numberOf, toBool, typeName } from '../python.js';
import { pythonRegExp } from '../python-regexp.js';
import { shuffled, systemRandom } from '../seeded-random.js';
import type { Lookup, LookupCall, Templar } from '../templar.js';

/** Lookups of community.general. */
export const generalLookups: Readonly<Record<string, Lookup>> = {
  random_string: ({ options }) => [randomString(options)],
  merge_variables: (call) => call.terms.map((term) => mergeVariables(call, term)),
};

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const KINDS = {
  numeric: { wanted: 'numbers', chars: '0123456789' },
  lower: { wanted: 'lower', chars: LETTERS },
  upper: { wanted: 'upper', chars: LETTERS.toUpperCase() },
  special: { wanted: 'special', chars: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' },
} as const;

function randomString(options: Dict): string {
  const all = options.get('override_all');
  const length = numberOf(options.get('length') ?? 8) ?? Number(pyStr(options.get('length')));
  const own = pyTruth(all ?? false) ? { least: '', chars: pyStr(all) } : charactersOf(options);
  const text = own.least + pick(own.chars, length - own.least.length);
  const mixed = shuffled([...text], systemRandom).join('');
  return toBool(options.get('base64') ?? false) ? Buffer.from(mixed, 'utf8').toString('base64') : mixed;
}

function charactersOf(options: Dict): { least: string; chars: string } {
  let [least, chars] = ['', ''];
  for (const [name, { wanted, chars: usual }] of Object.entries(KINDS)) {
    const given = name === 'special' ? options.get('override_special') : undefined;
    const own = pyTruth(given ?? false) ? pyStr(given) : usual;
    if (toBool(options.get(wanted) ?? true)) chars += own;
    least += pick(own, Number(numberOf(options.get(`min_${name}`)) ?? 0));
  }
  return { least, chars };
}

function pick(chars: string, count: number): string {
  const pool = [...chars];
  if (pool.length === 0)
    throw new LookupError(
      'Available characters cannot be None, please change constraints',
      'AnsibleLookupError',
    );
  return Array.from({ length: Math.max(0, count) }, () => pool[systemRandom.below(pool.length)]!).join('');
}

function mergeVariables({ options, templar }: LookupCall, term: Value): Value {
  if (!isText(term))
    throw new LookupError(
      `Non-string type '<class '${typeName(term)}'>' passed, only 'str' types are allowed!`,
    );
  const names = [...templar.variables.names()].filter(matcher(pyStr(term), options)).sort();
  const initial = options.get('initial_value') ?? null;
  const values = [...(initial === null ? [] : [initial]), ...names.map((name) => templar.variable(name)!)];
  const override = pyStr(options.get('override') ?? 'error');
  let result: Value = null;
  for (const [n, value] of values.entries()) {
    if (!isMapping(value) && !isSequence(value))
      throw new LookupError('Not supported type detected, variable must be a list or a dict');
    if (n === 0) result = value;
    else if (isMapping(value) && isMapping(result))
      result = mergeDicts(value, result, override, names.at(-values.length + n)!, templar);
    else if (isSequence(value) && isSequence(result)) result = [...result, ...value];
    else throw new LookupError('Unable to merge, not all variables are of the same type');
  }
  return result;
}

function matcher(pattern: string, options: Dict): (name: string) => boolean {
  const kind = pyStr(options.get('pattern_type') ?? 'regex');
  if (kind === 'prefix') return (name) => name.startsWith(pattern);
  if (kind === 'suffix') return (name) => name.endsWith(pattern);
  const regexp = pythonRegExp(pattern);
  return (name) => regexp.test(name);
}

function mergeDicts(from: Dict, into: Dict, override: string, path: string, templar: Templar): Dict {
  const out = new Map(into);
  for (const [key, value] of from) {
    const before = out.get(key);
    if (isMapping(value))
      out.set(
        key,
        mergeDicts(
          value,
          isMapping(before) ? before : new Map<Value, Value>(),
          override,
          `${path}.${pyStr(key)}`,
          templar,
        ),
      );
    else if (isSequence(value) && isSequence(before)) out.set(key, [...before, ...value]);
    else {
      if (before !== undefined && !pyEquals(before, value)) {
        const text = `The key '${pyStr(key)}' with value '${pyStr(before)}' will be overwritten with value '${pyStr(value)}' from '${path}.${pyStr(key)}'`;
        if (override === 'error') throw new LookupError(text);
        if (override === 'warn') templar.options.warn?.(text);
      }
      out.set(key, value);
    }
  }
  return out;
}
