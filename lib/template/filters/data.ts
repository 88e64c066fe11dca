import type { Value } from '../../core/value.js';
import {
  bindArgs,
  demand,
  isUndefined,
  PyError,
  PyObject,
  pyRepr,
  pyStr,
  type Filter,
  pyTruth,
} from '../../jinja/index.js';
import { loadYaml } from '../../yaml/load-yaml.js';
import { toPlainValue } from '../../yaml/to-value.js';
import { NativeText } from '../convert-result.js';
import { dumpJson } from '../dump-json.js';
import { isTime } from '../yaml-scalar.js';
import { dumpYaml } from '../dump-yaml.js';
import { parseJson } from '../parse-json.js';
import { filterError, filterTypeError, isText, numberOf, typeName } from '../python.js';

/** Filters between values and JSON or YAML text. */
export const dataFilters: Readonly<Record<string, Filter>> = {
  to_json: (value, args, kwargs) => {
    const given = bindArgs('to_json', ['sort_keys', 'indent', 'separators', 'ensure_ascii'], args, kwargs);
    return new NativeText(dumpJson(demand(value), jsonStyle(given)));
  },
  to_nice_json: (value, args, kwargs) => {
    const given = bindArgs(
      'to_nice_json',
      ['indent', 'sort_keys', 'separators', 'ensure_ascii'],
      args,
      kwargs,
    );
    const style = jsonStyle(given);
    return new NativeText(
      dumpJson(demand(value), {
        indent: 4,
        ...style,
        sortKeys: given.sort_keys === undefined || pyTruth(given.sort_keys),
      }),
    );
  },
  to_yaml: (value, args, kwargs) => new NativeText(toYaml('to_yaml', value, args, kwargs, {})),
  to_nice_yaml: (value, args, kwargs) =>
    new NativeText(toYaml('to_nice_yaml', value, args, kwargs, { indent: 4, flow: false })),
  from_json: (value) => parseJson(jsonText(demand(value))),
  from_yaml: (value) => (isText(demand(value)) ? (readYaml(pyStr(value))[0] ?? null) : value),
  from_yaml_all: (value) => (isText(demand(value)) ? readYaml(pyStr(value)) : value),
};

function jsonText(value: unknown): string {
  if (isText(value)) return pyStr(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  throw filterTypeError(`the JSON object must be str, bytes or bytearray, not ${typeName(value)}`);
}

interface JsonArguments {
  readonly sort_keys: unknown;
  readonly indent: unknown;
  readonly separators: unknown;
  readonly ensure_ascii: unknown;
}

function jsonStyle(given: JsonArguments): {
  indent?: number;
  sortKeys: boolean;
  ensureAscii: boolean;
  separators?: [string, string];
} {
  const indent = numberOf(given.indent);
  const separators = Array.isArray(given.separators)
    ? (given.separators.map(pyStr) as [string, string])
    : undefined;
  return {
    ...(indent === undefined ? {} : { indent }),
    ...(separators ? { separators } : {}),
    sortKeys: pyTruth(given.sort_keys ?? false),
    ensureAscii: given.ensure_ascii === undefined || pyTruth(given.ensure_ascii),
  };
}

const YAML_OPTIONS = [
  'indent',
  'default_flow_style',
  'width',
  'sort_keys',
  'allow_unicode',
  'explicit_start',
  'explicit_end',
] as const;

function toYaml(
  name: string,
  value: unknown,
  args: readonly unknown[],
  kwargs: ReadonlyMap<string, unknown>,
  base: { indent?: number; flow?: boolean },
): string {
  if (isUndefined(value)) throw filterError(`${name} - ${value.message}. ${value.message}`);
  const given = yamlOptions(name, args, kwargs);
  const twice = kwargs.has('allow_unicode')
    ? 'allow_unicode'
    : name === 'to_nice_yaml' && kwargs.has('default_flow_style')
      ? 'default_flow_style'
      : undefined;
  if (twice !== undefined)
    throw filterError(`${name} - yaml.dump() got multiple values for keyword argument '${twice}'`);
  const flow =
    given.default_flow_style === undefined
      ? base.flow
      : given.default_flow_style === null
        ? undefined
        : pyTruth(given.default_flow_style);
  if (value instanceof PyObject && !isTime(value))
    throw filterError(`${name} - ('cannot represent an object', ${pyRepr(value)})`);
  return dumpYaml(value as Value, {
    indent: numberOf(given.indent) ?? base.indent ?? 2,
    width: numberOf(given.width) ?? 80,
    flow,
    sortKeys: given.sort_keys === undefined || pyTruth(given.sort_keys),
    allowUnicode: given.allow_unicode === undefined || pyTruth(given.allow_unicode),
    explicitStart: pyTruth(given.explicit_start ?? false),
    explicitEnd: pyTruth(given.explicit_end ?? false),
    aliases: true,
  });
}

// only to_nice_yaml's indent has a place; what stands behind it is ignored
function yamlOptions(
  name: string,
  args: readonly unknown[],
  kwargs: ReadonlyMap<string, unknown>,
): { [K in (typeof YAML_OPTIONS)[number]]: unknown } {
  const unknown = [...kwargs.keys()].find((key) => !(YAML_OPTIONS as readonly string[]).includes(key));
  if (unknown !== undefined)
    throw filterError(`${name} - dump_all() got an unexpected keyword argument '${unknown}'`);
  return bindArgs(name, YAML_OPTIONS, name === 'to_nice_yaml' ? args.slice(0, 1) : [], kwargs);
}

function readYaml(text: string): Value[] {
  try {
    return loadYaml(text, '<unicode string>', { duplicateKeys: 'ignore' }).map(({ root }) =>
      toPlainValue(root),
    );
  } catch (error) {
    throw new PyError('ParserError', (error as Error).message);
  }
}
