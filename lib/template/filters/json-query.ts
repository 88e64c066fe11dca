import { createRequire } from 'node:module';

import { PyFloat, type Value } from '../../core/value.js';
import { demand, isUndefined, pyStr, type Filter } from '../../jinja/index.js';
import { filterError, isMapping, isSequence, isText } from '../python.js';

interface JmesPath {
  search(data: unknown, query: string): unknown;
}

let loaded: JmesPath | undefined;
// most playbooks never ask, so the package is read by the first who does
const jmesPath = (): JmesPath =>
  (loaded ??= createRequire(import.meta.url)('@jmespath-community/jmespath') as JmesPath);

/** `json_query`: a JMESPath question to a value. */
export const jsonQuery: Filter = (value, args) => {
  const query = pyStr(demand(args[0] ?? ''));
  if (isUndefined(value))
    throw filterError(`Error in jmespath.search in json_query filter plugin:\n${value.message}`);
  try {
    return valueOf(jmesPath().search(jsonOf(value), withTextLiterals(query)));
  } catch (error) {
    throw filterError(`JMESPathError in json_query filter plugin:\n${(error as Error).message}`);
  }
};

// `web1` in backticks that is no JSON is text, as in Python's package
const withTextLiterals = (query: string): string =>
  query.replace(/`((?:[^`\\]|\\.)*)`/g, (literal, inside: string) =>
    isJson(inside) ? literal : `\`${JSON.stringify(inside.trimStart())}\``,
  );

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replaceAll('\\`', '`'));
    return true;
  } catch {
    return false;
  }
}

function jsonOf(value: unknown): unknown {
  if (value instanceof PyFloat) return value.value;
  if (isText(value)) return pyStr(value);
  if (isSequence(value)) return value.map(jsonOf);
  if (isMapping(value))
    return Object.fromEntries([...value].map(([key, item]) => [pyStr(key), jsonOf(item)]));
  return typeof value === 'bigint' ? Number(value) : value;
}

function valueOf(json: unknown): Value {
  if (Array.isArray(json)) return json.map(valueOf);
  if (typeof json !== 'object' || json === null) return (json ?? null) as Value;
  return new Map(Object.entries(json).map(([key, item]) => [key, valueOf(item)]));
}
