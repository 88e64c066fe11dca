import { Tuple, type Dict, type Value } from '../core/value.js';
import { demand, PyError, pyStr, pyTruth } from '../jinja/index.js';
import { isText, textWith } from './python.js';
import { NativeText, UnsafeNativeText } from './convert-result.js';
import { isLazyDict } from './lazy-dict.js';
import { lookupMessage } from './lookup-error.js';
import { lookups } from './lookups/index.js';
import { listLookups } from './lookups/lists.js';
import { noteImpureCall } from './purity.js';
import type { Lookup, Templar } from './templar.js';
import { TemplateError } from './template-error.js';

/** How errors of a lookup are taken; `bare` ones are told in the lookup's own words only. */
export type LookupErrors = 'strict' | 'ignore' | 'warn' | 'bare';

/** The answers of a lookup to terms that are rendered; `undefined` when it failed and its errors are not strict. */
export function askLookup(
  templar: Templar,
  name: string,
  terms: readonly Value[],
  options: Dict,
  errors: LookupErrors,
): Value[] | undefined {
  const lookup = findLookup(templar, name);
  if (!lookup) throw new PyError('AnsibleError', `lookup plugin (${name}) not found`);
  if (!PURE.has(name)) {
    noteImpureCall();
    templar.options.noticeImpure?.();
  }
  try {
    return lookup({ terms, options, templar });
  } catch (error) {
    const { type, message } = failureOf(error);
    if (type === 'UndefinedError') throw error;
    if (errors === 'bare' && type.startsWith('Ansible')) throw new PyError(type, message);
    const text = lookupMessage(name, type, message);
    if (errors === 'strict' || errors === 'bare') throw new PyError(type, text);
    if (errors === 'warn') templar.options.warn?.(text);
    return undefined;
  }
}

// answers of these depend on nothing but their terms
const PURE = new Set([
  'items',
  'list',
  'dict',
  'nested',
  'together',
  'sequence',
  'subelements',
  'indexed_items',
  'flattened',
  'cartesian',
]);

function findLookup(templar: Templar, name: string): Lookup | undefined {
  const own = templar.options.lookups;
  if (own && Object.hasOwn(own, name)) return own[name];
  const short = shortName(name);
  return Object.hasOwn(lookups, short) ? lookups[short] : undefined;
}

const shortName = (name: string): string =>
  name.replace(/^(?:ansible\.(?:builtin|legacy)|community\.general|ansible\.utils)\./, '');

/** Does it hand on what it is given, text of `to_json` and its like as the text that it is? */
export function keepsMarks(name: string): boolean {
  const short = shortName(name);
  return short === 'vars' || Object.hasOwn(listLookups, short);
}

function failureOf(error: unknown): { type: string; message: string } {
  if (error instanceof TemplateError) return { type: error.type, message: error.reason };
  if (error instanceof PyError)
    return {
      type: error.type === 'AnsibleFilterError' ? 'AnsibleError' : error.type,
      message: error.message,
    };
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== undefined) return { type: 'AnsibleError', message: (error as Error).message };
  throw error;
}

/** `lookup(name, …)` of a template: one value, joined with commas unless a list is wanted. */
export function lookupInTemplate(
  templar: Templar,
  args: readonly unknown[],
  kwargs: ReadonlyMap<string, unknown>,
  wantList: boolean,
): unknown {
  if (args.length === 0) {
    const own = wantList ? '_query_lookup' : '_lookup';
    throw new PyError('TypeError', `Templar.${own}() missing 1 required positional argument: 'name'`);
  }
  const [name, ...given] = [textWith('startswith', args[0]), ...args.slice(1)];
  for (const term of given) demand(term);
  const options: Dict = new Map(
    [...kwargs].filter(([key]) => key !== 'wantlist' && key !== 'errors'),
  ) as Dict;
  const errors = errorsOf(kwargs.get('errors'));
  const list = wantList || pyTruth(kwargs.get('wantlist') ?? false);
  const terms = keepsMarks(name) ? given.map(asLists) : given.map(plain);
  const answer = askLookup(templar, name, terms, options, errors);
  if (answer === undefined) return list ? [] : null;
  if (list) return answer;
  const joined = joinAnswer(answer);
  return options.get('convert_data') === false && typeof joined === 'string'
    ? new UnsafeNativeText(joined)
    : joined;
}

const plain = (value: unknown): Value => (isText(value) ? pyStr(value) : asLists(value));

// tuples are handed on as lists
function asLists(value: unknown): Value {
  if (!hasTuples(value)) return value as Value;
  if (Array.isArray(value)) return Array.from(value as Value[], asLists);
  return new Map([...(value as Dict)].map(([key, item]) => [key, asLists(item)]));
}

// nothing is rendered for the look
function hasTuples(value: unknown): boolean {
  if (Array.isArray(value)) return value instanceof Tuple || value.some(hasTuples);
  return value instanceof Map && !isLazyDict(value) && [...value.values()].some(hasTuples);
}

function errorsOf(value: unknown): LookupErrors {
  const text = value === undefined ? 'strict' : pyStr(value);
  if (text === 'strict' || text === 'ignore' || text === 'warn') return text;
  return 'strict';
}

function joinAnswer(answer: readonly Value[]): unknown {
  if (answer.length === 0) return [];
  if (answer.every(isText)) {
    const text = answer.map(pyStr).join(',');
    return answer[0] instanceof NativeText ? new UnsafeNativeText(text) : text;
  }
  if (answer.length === 1) return answer[0];
  return answer;
}
