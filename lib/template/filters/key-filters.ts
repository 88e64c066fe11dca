import type { Dict, Value } from '../../core/value.js';
import { demand, pyStr, type Filter } from '../../jinja/index.js';
import { filterError, isMapping, isSequence, isText } from '../python.js';
import { pythonRegExp } from '../python-regexp.js';
import { specified } from '../specified.js';

const PARAMS = ['data', 'target*', 'matching_parameter'] as const;

/** ansible.utils: choosing and renaming the keys of dicts, at any depth. */
export const keyFilters: Readonly<Record<string, Filter>> = {
  keep_keys: specified(PARAMS, (given) => {
    const match = matcherOf(given);
    const plain = demand(given.data) as Value;
    if (!isMapping(plain) && !isSequence(plain))
      throw filterError("Error when using plugin 'keep_keys': Input is not valid for keep operation");
    return keep(plain, match);
  }),
  remove_keys: specified(PARAMS, (given) => remove(demand(given.data) as Value, matcherOf(given))),
  replace_keys: specified(PARAMS, (given) => {
    const kind = kindOf(given);
    const rules = listOf(given.target).map((rule) => {
      const { before = null, after = null } = Object.fromEntries(rule as Dict) as Record<string, Value>;
      return { matches: matcher([before], kind), after };
    });
    return rename(demand(given.data) as Value, rules);
  }),
};

interface Given {
  readonly target: unknown;
  readonly matching_parameter: unknown;
}

type Matches = (key: Value) => boolean;
interface Rule {
  readonly matches: Matches;
  readonly after: Value;
}

// the default cannot be said
function kindOf({ matching_parameter: kind }: Given): string {
  const text = kind === undefined ? 'equality' : pyStr(kind);
  if (kind !== undefined && !['starts_with', 'ends_with', 'regex'].includes(text))
    throw filterError(
      `['value of matching_parameter must be one of: starts_with, ends_with, regex, got: ${text}']`,
    );
  return text;
}

const listOf = (value: unknown): Value[] => (isSequence(value) ? value : [value as Value]);

const matcherOf = (given: Given): Matches => matcher(listOf(given.target), kindOf(given));

function matcher(targets: readonly Value[], kind: string): Matches {
  const texts = targets.map(pyStr);
  if (kind === 'starts_with') return (key) => texts.some((text) => pyStr(key).startsWith(text));
  if (kind === 'ends_with') return (key) => texts.some((text) => pyStr(key).endsWith(text));
  if (kind === 'equality') return (key) => texts.includes(pyStr(key));
  const patterns = texts.map((text) => pythonRegExp(`(?:${text})`, { sticky: true }));
  return (key) => patterns.some((pattern) => ((pattern.lastIndex = 0), pattern.test(pyStr(key))));
}

// what holds none of the keys goes away; lists keep what is no dict, unless it is all text
function keep(value: Value, matches: Matches): Value {
  if (isSequence(value)) return value.map((item) => keep(item, matches));
  if (!isMapping(value)) return value;
  const kept: Dict = new Map();
  for (const [key, item] of value) {
    if (!isMapping(item) && !isSequence(item)) {
      if (matches(key)) kept.set(key, item);
      continue;
    }
    const inside = keep(item, matches);
    const left = isSequence(inside) ? inside.filter((one) => !isEmpty(one)) : inside;
    if (!isEmpty(left) && !(isSequence(left) && left.every(isText))) kept.set(key, left);
  }
  return kept;
}

function remove(value: Value, matches: Matches): Value {
  if (isSequence(value))
    return value.map((item) => remove(item, matches)).filter((item) => !isMapping(item) || item.size > 0);
  if (!isMapping(value)) return value;
  const left = [...value].filter(([key]) => !matches(key));
  return new Map(left.map(([key, item]) => [key, remove(item, matches)]));
}

const isEmpty = (value: Value): boolean =>
  (isMapping(value) && value.size === 0) || (isSequence(value) && value.length === 0);

// renamed keys go to the end, as in ansible.utils
function rename(value: Value, rules: readonly Rule[]): Value {
  if (isSequence(value)) return value.map((item) => rename(item, rules));
  if (!isMapping(value)) return value;
  const same: [Value, Value][] = [];
  const renamed: [Value, Value][] = [];
  for (const [key, item] of value) {
    const rule = rules.find(({ matches }) => matches(key));
    if (rule) renamed.push([rule.after, rename(item, rules)]);
    else same.push([key, rename(item, rules)]);
  }
  return new Map([...same, ...renamed]);
}
