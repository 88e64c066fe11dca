import {
  bindArgs,
  callCheck,
  demand,
  PyError,
  pyStr,
  requireHashable,
  type Test,
  pyEquals,
  pyTruth,
} from '../../jinja/index.js';
import { compareVersions } from '../compare-versions.js';
import { isMapping, isIterable, isText, itemsOf, numberOf, toBool, typeName } from '../python.js';
import { VaultedText } from '../vaulted-text.js';
import { patternText } from '../pattern-text.js';
import { pythonRegExp } from '../python-regexp.js';

const subset: Test = (value, args) => every(itemsOf(value), itemsOf(args[0]));
const superset: Test = (value, args) => every(itemsOf(args[0]), itemsOf(value));
const version: Test = (value, args, kwargs) => {
  const given = bindArgs('version', ['version', 'operator', 'strict', 'version_type'], args, kwargs);
  return compareVersions(
    versionText('Input version value', value),
    versionText('Version parameter to compare against', given.version),
    {
      operator: given.operator === undefined ? 'eq' : pyStr(given.operator),
      strict: given.strict,
      kind:
        given.version_type === undefined || given.version_type === null
          ? undefined
          : pyStr(given.version_type),
    },
  );
};
function versionText(what: string, value: unknown): string {
  if (!pyTruth(value)) throw new PyError('AnsibleFilterError', `${what} cannot be empty`);
  return pyStr(demand(value));
}
const checkAll = callCheck('', 'all', '1');
const checkAny = callCheck('', 'any', '1');
const isNan: Test = (value) => {
  const number = numberOf(demand(value));
  return number !== undefined && Number.isNaN(number);
};

/** Tests of values. */
export const valueTests: Readonly<Record<string, Test>> = {
  match: (value, args, kwargs) => matches(value, args, kwargs, 'match'),
  search: (value, args, kwargs) => matches(value, args, kwargs, 'search'),
  regex: (value, args, kwargs) => {
    const given = bindArgs('regex', ['pattern', 'ignorecase', 'multiline', 'match_type'], args, kwargs);
    return matchAs(value, given, given.match_type === undefined ? 'search' : pyStr(given.match_type));
  },
  version,
  version_compare: version,
  subset,
  issubset: subset,
  superset,
  issuperset: superset,
  contains: (container, args) => contains(demand(container), args[0]),
  all: (value, args, kwargs) => {
    checkAll([value, ...args], kwargs);
    return itemsOf(value).every(pyTruth);
  },
  any: (value, args, kwargs) => {
    checkAny([value, ...args], kwargs);
    return itemsOf(value).some(pyTruth);
  },
  truthy: (value, args, kwargs) =>
    truthy(value, bindArgs('truthy', ['convert_bool'], args, kwargs).convert_bool),
  falsy: (value, args, kwargs) =>
    !truthy(value, bindArgs('falsy', ['convert_bool'], args, kwargs).convert_bool),
  nan: isNan,
  isnan: isNan,
  uri: (value, args) => isUri(value, args[0]),
  url: (value, args) =>
    isText(value) && isUri(value, args[0]) && /^(?:[A-Za-z][\w+.-]*:)?\/\/[^/]/.test(pyStr(value)),
  urn: (value) => isText(value) && isUri(value, ['urn']),
  vault_encrypted: (value) => value instanceof VaultedText,
};

const every = (items: readonly unknown[], inside: readonly unknown[]): boolean => {
  for (const item of [...items, ...inside]) requireHashable(item);
  return items.every((item) => inside.some((other) => pyEquals(item, other)));
};

function matches(
  value: unknown,
  args: readonly unknown[],
  kwargs: ReadonlyMap<string, unknown>,
  kind: string,
): boolean {
  return matchAs(value, bindArgs(kind, ['pattern', 'ignorecase', 'multiline'], args, kwargs), kind);
}

function matchAs(
  value: unknown,
  given: { pattern: unknown; ignorecase: unknown; multiline: unknown },
  kind: string,
): boolean {
  const text = pyStr(demand(value));
  const flags = {
    ignoreCase: pyTruth(given.ignorecase ?? false),
    multiline: pyTruth(given.multiline ?? false),
  };
  const pattern = patternText(given.pattern === undefined ? '' : given.pattern);
  if (!['match', 'fullmatch', 'search'].includes(kind))
    throw new PyError('TypeError', "'str' object is not callable");
  if (kind === 'search') return pythonRegExp(pattern, flags).test(text);
  const found = pythonRegExp(kind === 'fullmatch' ? `(?:${pattern})\\Z` : pattern, {
    ...flags,
    sticky: true,
  }).exec(text);
  return found !== null;
}

function contains(container: unknown, wanted: unknown): boolean {
  if (isText(container)) {
    if (isText(wanted)) return pyStr(container).includes(pyStr(wanted));
    throw new PyError('TypeError', `'in <string>' requires string as left operand, not ${typeName(wanted)}`);
  }
  if (isMapping(container)) return container.has(wanted as never);
  if (!isIterable(container)) {
    throw new PyError('TypeError', `argument of type '${typeName(container)}' is not iterable`);
  }
  return itemsOf(container).some((item) => pyEquals(item, wanted));
}

function truthy(value: unknown, convert: unknown): boolean {
  const plain = demand(value);
  if (!pyTruth(convert ?? false) || !isText(plain)) return pyTruth(plain);
  const text = pyStr(plain).toLowerCase();
  if (['y', 'yes', 'on', '1', 'true', 't'].includes(text))
    return Boolean(toBool(text)) || text === 'y' || text === 't';
  return ['n', 'no', 'off', '0', 'false', 'f', ''].includes(text) ? false : pyTruth(plain);
}

function isUri(value: unknown, schemes: unknown): boolean {
  if (!isText(value)) return schemes === undefined && !pyTruth(demand(value));
  const scheme = /^\s*([A-Za-z][\w+.-]*):/.exec(pyStr(value))?.[1] ?? '';
  return schemes === undefined || itemsOf(schemes).includes(scheme.toLowerCase());
}
