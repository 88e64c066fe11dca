import type { Dict, Value } from '../../core/value.js';
import {
  bindArgs,
  callTest,
  demand,
  pyStr,
  type EvalContext,
  type Filter,
  pyTruth,
} from '../../jinja/index.js';
import { filterError, isMapping, isSequence, itemsOf } from '../python.js';
import { templarOf } from '../templar-scope.js';

/** ansible.utils: values by their path in nested data. */
export const dataPathFilters: Readonly<Record<string, Filter>> = {
  to_paths: (value, args, kwargs) => {
    const given = bindArgs('to_paths', ['prepend', 'wantlist'], args, kwargs);
    const paths: Dict = new Map();
    const start = given.prepend === undefined || given.prepend === null ? '' : pyStr(given.prepend);
    collect(demand(value) as Value, start, paths);
    return pyTruth(given.wantlist ?? false) ? [paths] : paths;
  },
  get_path: (value, args, kwargs, context) => {
    const given = bindArgs('get_path', ['path', 'wantlist'], args, kwargs);
    if (given.path === undefined) throw filterError("['missing required arguments: path']");
    const found = follow(demand(value) as Value, pyStr(given.path), context);
    return pyTruth(given.wantlist ?? false) ? [found] : found;
  },
  index_of: (value, args, kwargs, context) => indexOf(value, args, kwargs, context),
};

function collect(value: Value, path: string, paths: Dict): void {
  const size = isMapping(value) ? value.size : isSequence(value) ? value.length : 0;
  if (size === 0) paths.set(path, value);
  else if (isMapping(value)) for (const [key, item] of value) collect(item, keyPath(path, key), paths);
  else for (const [n, item] of (value as Value[]).entries()) collect(item, `${path}[${n}]`, paths);
}

function keyPath(path: string, key: Value): string {
  if (path === '') return pyStr(key);
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
  value: unknown,
  args: readonly unknown[],
  kwargs: ReadonlyMap<string, unknown>,
  context: EvalContext,
): Value {
  const given = bindArgs('index_of', ['test', 'value', 'key', 'fail_on_missing', 'wantlist'], args, kwargs);
  if (given.test === undefined) throw filterError("['missing required arguments: test']");
  const found: Value[] = [];
  for (const [n, item] of itemsOf(value).entries()) {
    const subject = given.key === undefined ? item : isMapping(item) ? item.get(pyStr(given.key)) : undefined;
    if (subject === undefined) continue;
    const rest = given.value === undefined ? [] : [given.value];
    if (callTest(pyStr(given.test), subject, rest, new Map(), context)) found.push(n);
  }
  return found.length === 1 && !pyTruth(given.wantlist ?? false) ? found[0]! : found;
}
