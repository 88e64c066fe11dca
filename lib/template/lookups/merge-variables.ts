import type { Dict, Value } from '../../core/value.js';
import { pyEquals, pyStr } from '../../jinja/index.js';
import { LookupError } from '../lookup-error.js';
import { isMapping, isSequence, isText, typeName } from '../python.js';
import { pythonRegExp } from '../python-regexp.js';
import type { LookupCall, Templar } from '../templar.js';

/** community.general's `merge_variables`: the variables whose names match, as one list or one dict. */
export function mergeVariables({ options, templar }: LookupCall, term: Value): Value {
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
