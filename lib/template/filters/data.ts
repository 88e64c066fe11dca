import type { Value } from '../../core/value.js';
import {
  bindArgs,
  demand,
  isInt,
  isUndefined,
  PyError,
  PyObject,
  pyRepr,
  pyStr,
  type Filter,
  type Kwargs,
  pyTruth,
} from '../../jinja/index.js';
import { loadYaml } from '../../yaml/load-yaml.js';
import { toPlainValue } from '../../yaml/to-value.js';
import { NativeText } from '../convert-result.js';
import { dumpJson, type JsonStyle } from '../dump-json.js';
import { isTime } from '../yaml-scalar.js';
import { dumpYaml } from '../dump-yaml.js';
import { parseJson } from '../parse-json.js';
import { filterError, filterTypeError, isText, itemsOf, numberOf, typeName } from '../python.js';
import type { ScalarStyle } from '../yaml-style.js';

/** Filters between values and JSON or YAML text. */
export const dataFilters: Readonly<Record<string, Filter>> = {
  to_json: (value, args, kwargs) => {
    requireNoPlaces(args, 1 + kwargs.size);
    return new NativeText(dumpJson(demand(value), jsonStyle(kwargs)));
  },
  to_nice_json: (value, [indent = 4, sortKeys = true, ...args], kwargs) => {
    if (kwargs.has('separators'))
      throw filterTypeError("to_json() got multiple values for keyword argument 'separators'");
    const named = new Map([['indent', indent], ['sort_keys', sortKeys], ...kwargs]);
    requireNoPlaces(args, 2 + named.size);
    return new NativeText(dumpJson(demand(value), jsonStyle(named)));
  },
  to_yaml: (value, args, kwargs) => new NativeText(toYaml('to_yaml', value, args, kwargs, {})),
  to_nice_yaml: (value, args, kwargs) =>
    new NativeText(toYaml('to_nice_yaml', value, args, kwargs, { indent: 4, flow: false })),
  from_json: (value, _args, kwargs) => {
    const unknown = [...kwargs.keys()].find((name) => !LOAD_OPTIONS.includes(name));
    if (unknown !== undefined)
      throw filterTypeError(`JSONDecoder.__init__() got an unexpected keyword argument '${unknown}'`);
    return parseJson(jsonText(demand(value)));
  },
  from_yaml: (value) => (isText(demand(value)) ? (readYaml(pyStr(value))[0] ?? null) : value),
  from_yaml_all: (value) => (isText(demand(value)) ? readAllYaml(pyStr(value)) : value),
};

const LOAD_OPTIONS = [
  ...['cls', 'object_hook', 'parse_float', 'parse_int', 'parse_constant', 'object_pairs_hook', 'strict'],
];

function jsonText(value: unknown): string {
  if (isText(value)) return pyStr(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  throw filterTypeError(`the JSON object must be str, bytes or bytearray, not ${typeName(value)}`);
}

// json.dumps has one place, and names for everything else
function requireNoPlaces(args: readonly unknown[], named: number): void {
  if (args.length === 0) return;
  const plural = named === 1 ? '' : 's';
  throw filterTypeError(
    `dumps() takes 1 positional argument but ${1 + args.length} positional arguments (and ${named} keyword-only argument${plural}) were given`,
  );
}

const JSON_OPTIONS = [
  ...['skipkeys', 'ensure_ascii', 'check_circular', 'allow_nan', 'indent', 'separators', 'default'],
  ...['sort_keys', 'preprocess_unsafe', 'vault_to_text'],
];

function jsonStyle(given: Kwargs): JsonStyle {
  if (given.has('cls')) throw filterTypeError("json.dumps() got multiple values for keyword argument 'cls'");
  const unknown = [...given.keys()].find((name) => !JSON_OPTIONS.includes(name));
  if (unknown !== undefined)
    throw filterTypeError(`JSONEncoder.__init__() got an unexpected keyword argument '${unknown}'`);
  const indent = given.get('indent') ?? null;
  if (indent !== null && !isText(indent) && !isInt(indent))
    throw filterTypeError(`can't multiply sequence by non-int of type '${typeName(indent)}'`);
  return {
    indent: indent === null ? undefined : isInt(indent) ? Number(indent) : pyStr(indent),
    separators: separatorsOf(given.get('separators') ?? null),
    sortKeys: pyTruth(given.get('sort_keys') ?? false),
    ensureAscii: pyTruth(given.get('ensure_ascii') ?? true),
    skipKeys: pyTruth(given.get('skipkeys') ?? false),
  };
}

function separatorsOf(value: unknown): [string, string] | undefined {
  if (value === null) return undefined;
  const [comma, colon, ...more] = itemsOf(value).map(pyStr);
  if (more.length > 0) throw new PyError('ValueError', 'too many values to unpack (expected 2)');
  if (comma !== undefined && colon !== undefined) return [comma, colon];
  const count = comma === undefined ? 0 : 1;
  throw new PyError('ValueError', `not enough values to unpack (expected 2, got ${count})`);
}

const YAML_OPTIONS = [
  'indent',
  'default_flow_style',
  'width',
  'sort_keys',
  'allow_unicode',
  'explicit_start',
  'explicit_end',
  'default_style',
] as const;

function toYaml(
  name: string,
  value: unknown,
  args: readonly unknown[],
  kwargs: ReadonlyMap<string, unknown>,
  base: { indent?: number; flow?: boolean },
): string {
  requireDefined(name, value);
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
    scalars: scalarStyleOf(name, given.default_style),
    aliases: true,
  });
}

function scalarStyleOf(name: string, style: unknown): ScalarStyle | undefined {
  if (style === undefined || style === null || style === '') return undefined;
  if (style === '"' || style === "'" || style === '|') return style;
  throw filterError(`${name} - default_style is one of " ' |, not ${pyRepr(style)}`);
}

function requireDefined(name: string, value: unknown): void {
  if (isUndefined(value)) throw filterError(`${name} - ${value.message}. ${value.message}`);
  const inside = value instanceof Map ? value.values() : Array.isArray(value) ? value : [];
  for (const item of inside) requireDefined(name, item);
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

// a text without a document is none, unless a mark says that there is one
const readAllYaml = (text: string): Value[] => (/^(?:\s*(?:#.*)?\n?)*$/.test(text) ? [] : readYaml(text));

function readYaml(text: string): Value[] {
  try {
    return loadYaml(text, '<unicode string>', { duplicateKeys: 'ignore' }).map(({ root }) =>
      toPlainValue(root),
    );
  } catch (error) {
    throw new PyError('ParserError', (error as Error).message);
  }
}
