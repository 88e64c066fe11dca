import type { Dict, Value } from '../../core/value.js';
import { isUndefined, PyError, pyStr } from '../../jinja/index.js';
import { LookupError } from '../lookup-error.js';
import { isMapping, isText, typeName } from '../python.js';
import { TemplateError } from '../template-error.js';
import { pythonRegExp } from '../python-regexp.js';
import type { Lookup, LookupCall, Plugin } from '../templar.js';

/** Lookups of variables, environment and configuration. */
export const variableLookups: Readonly<Record<string, Lookup>> = {
  env: ({ terms, options }) =>
    terms.map((term) => {
      if (!isText(term))
        throw new LookupError(`'${typeName(term)}' object has no attribute 'split'`, 'AttributeError');
      const name = /\S+/.exec(pyStr(term))?.[0];
      if (name === undefined) throw new LookupError('list index out of range', 'IndexError');
      const otherwise = options.get('default');
      const value = process.env[name];
      if (value === undefined && isUndefined(otherwise)) {
        throw new PyError('UndefinedError', `The "env" lookup, found an undefined variable: ${name}`);
      }
      return value ?? otherwise ?? '';
    }),
  vars: (call) => call.terms.map((term) => variable(call, term)),
  varnames: ({ terms, templar }) =>
    terms.flatMap((term) => matchingNames(term, [...templar.variables.names()])),
  inventory_hostnames: ({ terms, templar }) => {
    const hostNames = templar.options.hostNames;
    if (!hostNames) throw new LookupError("'groups'", 'KeyError');
    return terms.flatMap((term) => [...hostNames(pyStr(term))]);
  },
  config: (call) => call.terms.flatMap((term) => setting(call, settingName(term))),
};

function variable({ options, templar }: LookupCall, term: Value): Value {
  if (!isText(term)) {
    throw new LookupError(
      `Invalid setting identifier, "${pyStr(term)}" is not a string, its a <class '${typeName(term)}'>`,
    );
  }
  const name = pyStr(term);
  const places = [
    () => templar.markedVariable(name),
    () => templar.options.fallback?.(name, templar),
    () => ofHost(templar.variable('hostvars'), templar.variable('inventory_hostname'), name),
  ];
  const otherwise = options.get('default') ?? null;
  try {
    for (const place of places) {
      const found = place();
      if (found !== undefined) return found;
    }
  } catch (error) {
    if (otherwise === null || !(error instanceof TemplateError) || error.type !== 'UndefinedError')
      throw error;
  }
  if (otherwise !== null) return otherwise;
  throw new PyError('UndefinedError', `No variable found with this name: ${name}`);
}

function ofHost(hostvars: Value | undefined, host: Value | undefined, name: string): Value | undefined {
  const own = isMapping(hostvars) && host !== undefined ? hostvars.get(host) : undefined;
  return isMapping(own) ? own.get(name) : undefined;
}

function matchingNames(term: Value, names: readonly string[]): string[] {
  if (!isText(term)) {
    throw new LookupError(
      `Invalid setting identifier, "${pyStr(term)}" is not a string, it is a <class '${typeName(term)}'>`,
    );
  }
  try {
    const pattern = pythonRegExp(pyStr(term));
    return names.filter((name) => pattern.test(name));
  } catch (error) {
    throw new LookupError(
      `Unable to use "${pyStr(term)}" as a search parameter: ${(error as Error).message}`,
    );
  }
}

function pluginIn(options: Dict): Plugin | undefined {
  const [type, name] = [options.get('plugin_type') ?? null, options.get('plugin_name') ?? null];
  if (type === null && name === null) return undefined;
  if (type === null || name === null)
    throw new LookupError('Both plugin_type and plugin_name are required, cannot use one without the other');
  return { type: pyStr(type), name: pyStr(name) };
}

function settingName(term: Value): string {
  if (isText(term)) return pyStr(term);
  throw new LookupError(
    `Invalid setting identifier, "${pyStr(term)}" is not a string, its a <class '${typeName(term)}'>`,
  );
}

// what stands beside the settings in ansible-core's table and is none
const callables = new Set([
  'ConfigManager',
  'Sequence',
  '_DeprecatedSequenceConstant',
  '_deprecated',
  '_warning',
  'add_internal_fqcns',
  'set_constant',
  'to_text',
]);

function setting({ options, templar }: LookupCall, name: string): Value[] {
  const missing = options.has('on_missing') ? pyStr(options.get('on_missing')) : 'error';
  if (!['error', 'skip', 'warn'].includes(missing)) {
    throw new LookupError(
      `Invalid value "${missing}" for configuration option "plugin_type: lookup plugin: config setting: on_missing ", valid values are: error, skip, warn`,
      'AnsibleOptionsError',
    );
  }
  if (callables.has(name)) throw new LookupError(`Invalid setting "${name}" attempted`, 'AnsibleLookupError');
  const value = templar.options.setting?.(name, pluginIn(options), templar);
  if (value !== undefined) return [value];
  if (missing === 'error') throw new LookupError(`Unable to find setting ${name}`, 'AnsibleLookupError');
  if (missing === 'warn') templar.options.warn?.(`Skipping, did not find setting ${name}`);
  return [];
}
