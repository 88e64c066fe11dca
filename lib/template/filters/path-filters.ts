import type { Dict, Value } from '../../core/value.js';
import { callTest, demand, pyStr, type EvalContext, type Filter, pyTruth } from '../../jinja/index.js';
import { consolidate } from '../consolidate.js';
import { filterError, isMapping, isSequence, itemsOf, typeName } from '../python.js';
import { specified } from '../specified.js';
import { templarOf } from '../templar-scope.js';

/** ansible.utils: values by their path in nested data. */
export const dataPathFilters: Readonly<Record<string, Filter>> = {
  to_paths: specified(['var', 'prepend', 'wantlist'], ({ var: value, prepend, wantlist }) => {
    const paths: Dict = new Map();
    const start = prepend === undefined || prepend === null ? '' : pyStr(prepend);
    const plain = demand(value) as Value;
    const empty = isSequence(plain) && plain.length === 0 && start === '' ? plain : undefined;
    if (!empty) collect(plain, start, paths);
    return pyTruth(wantlist ?? false) ? [empty ?? paths] : (empty ?? paths);
  }),
  get_path: specified(['var', 'path*', 'wantlist'], ({ var: value, path, wantlist }, context) => {
    const found = follow(demand(value) as Value, pyStr(path), context);
    return pyTruth(wantlist ?? false) ? [found] : found;
  }),
  consolidate: specified(
    ['data_sources', 'fail_missing_match_key', 'fail_missing_match_value', 'fail_duplicate'],
    ({ data_sources, ...checks }) =>
      consolidate(demand(data_sources) as Value, {
        fail_missing_match_key: pyTruth(checks.fail_missing_match_key ?? true),
        fail_missing_match_value: pyTruth(checks.fail_missing_match_value ?? true),
        fail_duplicate: pyTruth(checks.fail_duplicate ?? true),
      }),
  ),
  param_list_compare: specified(
    ['base', 'target'],
    ({ base, target }) => {
      if (target === undefined) throw filterError(NO_TARGET);
      return compareLists(itemsOf(base).map(pyStr), itemsOf(target).map(pyStr));
    },
    'argspec validation failed for param_list_compare filter plugin with errors: ',
  ),
  index_of: specified(['data', 'test*', 'value', 'key', 'fail_on_missing', 'wantlist'], indexOf),
};

const NO_TARGET =
  "Missing either 'base' or 'other value in filter input,refer 'ansible.utils.param_list_compare' filter plugin documentation for details";

// `all` takes everything, `!x` leaves x out
function compareLists(base: readonly string[], wanted: readonly string[]): Dict {
  const named = wanted.filter((one) => one !== 'all' && !one.startsWith('!'));
  const without = wanted.filter((one) => one.startsWith('!')).map((one) => one.slice(1));
  const all = wanted.includes('all') ? base : [];
  const chosen = new Set([
    ...all.filter((one) => !without.includes(one)),
    ...named.filter((one) => base.includes(one)),
  ]);
  return new Map<Value, Value>([
    ['actionable', [...chosen].sort()],
    ['unsupported', named.filter((one) => !base.includes(one))],
  ]);
}

function collect(value: Value, path: Value, paths: Dict): void {
  const size = isMapping(value) ? value.size : isSequence(value) ? value.length : 0;
  if (size === 0) paths.set(path, value);
  else if (isMapping(value)) for (const [key, item] of value) collect(item, keyPath(path, key), paths);
  else for (const [n, item] of (value as Value[]).entries()) collect(item, `${pyStr(path)}[${n}]`, paths);
}

function keyPath(parent: Value, key: Value): Value {
  if (parent === '') return key;
  const path = pyStr(parent);
  if (typeof key !== 'string') return `${path}[${pyStr(key)}]`;
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(key) ? `${path}.${key}` : `${path}['${key}']`;
}

// the path is Jinja's own, so Jinja reads it; text that it gives stays data
function follow(value: Value, path: string, { scope }: EvalContext): Value {
  const name = '_value_';
  const inside = path.startsWith('[') ? `${name}${path}` : `${name}.${path}`;
  if (!/^(?:\.?[\p{L}_][\p{L}\p{N}_]*|\[(?:-?\d+|'[^'\\]*'|"[^"\\]*")\])+$/u.test(inside))
    throw filterError(`'${path}' is not a path`);
  const found = templarOf(scope)
    .with(new Map<Value, Value>([[name, value]]))
    .evaluate(inside);
  return typeof found === 'object' || typeof found === 'boolean' ? found : pyStr(found);
}

function indexOf(
  given: {
    readonly data: unknown;
    readonly test: unknown;
    readonly value: unknown;
    readonly key: unknown;
    readonly fail_on_missing: unknown;
    readonly wantlist: unknown;
  },
  context: EvalContext,
): Value {
  const items = isSequence(demand(given.data)) ? itemsOf(given.data) : [given.data as Value];
  const key = given.key === undefined || given.key === null ? undefined : (given.key as Value);
  if (key !== undefined) requireDicts(items, key, pyTruth(given.fail_on_missing ?? false));
  const found = items.flatMap((item, n) => {
    const subject = key === undefined ? item : (item as Dict).get(key);
    return subject !== undefined && passes(pyStr(given.test), subject, given.value, context) ? [n] : [];
  });
  return found.length === 1 && !pyTruth(given.wantlist ?? false) ? found[0]! : found;
}

const failed = (message: string): Error => filterError(`Error when using plugin 'index_of': ${message}`);

function requireDicts(items: readonly Value[], key: Value, all: boolean): void {
  if (!items.every(isMapping))
    throw failed(
      `When a key name is provided, all list entries are required to be dictionaries, got ${listed(items.map(typeName))}`,
    );
  const without = items.flatMap((item, n) =>
    item.has(key) ? [] : [`'${pyStr(key)}' was not found in '${pyStr(item)}' at [${n}]`],
  );
  if (all && without.length > 0) throw failed(`${listed(without)}. fail_on_missing=True`);
}

const listed = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;

// `!in` and `not in` turn a test around
function passes(name: string, entry: Value, right: unknown, context: EvalContext): boolean {
  const turned = /^(?:!|not )\s*/.exec(name)?.[0] ?? '';
  const bare = name.slice(turned.length);
  const test = turned !== '' && bare === '=' ? '==' : bare;
  const wanted = test === 'in' && !isSequence(right) ? [right] : right;
  const message = (why: string): Error =>
    failed(
      `Error encountered when testing value '${pyStr(entry)}' (type=${typeName(entry)}) against '${pyStr(right ?? null)}' (type=${typeName(entry)}) with '${test}'.  Error was: ${why}`,
    );
  if (!context.environment.tests.has(test)) throw message(`the test '${test}' was not found.`);
  try {
    const rest = wanted === undefined || wanted === null ? [] : [wanted];
    return callTest(test, entry, rest, new Map(), context) !== (turned !== '');
  } catch (error) {
    throw message((error as Error).message);
  }
}
