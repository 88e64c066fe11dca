import { TsplayError } from '../core/problem.js';
import { PyDate, PyFloat, TemplateString, type Dict, type Value } from '../core/value.js';
import { PyError, pyStr, type Filter } from '../jinja/index.js';
import { dumpJson } from './dump-json.js';
import { valueEnvironment } from './engine.js';
import type { Templar } from './templar.js';
import { toValue } from './to-value.js';

/**
 * An EJS template of the user's with every variable as a local. Dicts are objects without a prototype, lists
 * are arrays; `filters.to_json(x)` calls a filter. A name that does not exist is a mistake with its line.
 */
export async function renderEjs(templar: Templar, path: string, text: string): Promise<string> {
  const { default: ejs } = await import('ejs');
  try {
    // our locals have no prototype: EJS need not copy them, and a Proxy must not be copied
    const options = {
      filename: path,
      compileDebug: true,
      async: false,
      escape: printed,
      unsafePrototypeLocals: true,
    } as const;
    const render = ejs.compile(text, options);
    return render(localsOf(templar));
  } catch (error) {
    throw problemOf(error, path, text);
  }
}

// text files, not HTML: nothing is escaped, and what is not there prints nothing
function printed(value?: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? dumpJson(fromPlain(value)) : pyStr(value);
}

function localsOf(templar: Templar): object {
  const filters = filterFunctions(templar);
  return new Proxy(Object.create(null) as object, {
    has: (_target, name) => typeof name === 'string' && (name === 'filters' || known(templar, name)),
    get: (_target, name) =>
      name === 'filters' ? filters : typeof name === 'string' ? valueOf(templar, name) : undefined,
    getOwnPropertyDescriptor: () => undefined,
  });
}

const known = (templar: Templar, name: string): boolean =>
  templar.variables.has(name) || templar.variable(name) !== undefined;

function valueOf(templar: Templar, name: string): unknown {
  const value = templar.variable(name);
  return value === undefined ? undefined : toPlain(value);
}

// plain JavaScript: null-prototype objects, so that no key reaches a prototype
function toPlain(value: Value): unknown {
  if (value instanceof Map) return objectOf(value);
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Set) return [...value].map(toPlain);
  if (value instanceof PyFloat) return value.value;
  if (value instanceof PyDate || value instanceof TemplateString) return value.text;
  return value;
}

// the dict behind an object: a filter gets it back with the order of its keys
const origins = new WeakMap<object, Dict>();

function objectOf(dict: Dict): object {
  const object = Object.create(null) as Record<string, unknown>;
  origins.set(object, dict);
  for (const key of dict.keys()) {
    Object.defineProperty(object, pyStr(key), {
      get: () => toPlain(dict.get(key)!),
      enumerable: true,
      configurable: true,
    });
  }
  return object;
}

function fromPlain(value: unknown): unknown {
  const origin = typeof value === 'object' && value !== null ? origins.get(value) : undefined;
  if (origin) return origin;
  if (Array.isArray(value)) return value.map(fromPlain);
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    return new Map(Object.entries(value).map(([key, item]) => [key, fromPlain(item)]));
  }
  return value === undefined ? null : value;
}

function filterFunctions(templar: Templar): object {
  const environment = valueEnvironment('typed');
  const context = { environment, scope: templar.scope, resolve: (name: string) => templar.variable(name) };
  const call =
    (filter: Filter) =>
    (value: unknown, ...args: unknown[]): unknown =>
      toPlain(toValue(filter(fromPlain(value), args.map(fromPlain), new Map(), context)));
  const functions = Object.create(null) as Record<string, unknown>;
  for (const [name, filter] of environment.filters) functions[name] = call(filter);
  return functions;
}

// EJS puts `path:line` and an excerpt in front of the message
function problemOf(error: unknown, path: string, source: string): unknown {
  if (error instanceof TsplayError) return error;
  const text = (error instanceof Error ? error.message : String(error)).split('\n\nIf the above error')[0]!;
  const line = Number(/^(?:ejs|[^\n]*):(\d+)\n/.exec(text)?.[1] ?? 1);
  const said = text.split('\n\n').at(-1)!.trim();
  const missing = /^(\w+) is not defined$/.exec(said)?.[1];
  const message = missing
    ? `'${missing}' is undefined`
    : error instanceof PyError
      ? error.message
      : said || text;
  const column = missing ? columnOf(source.split(/\r\n?|\n/)[line - 1] ?? '', missing) : 1;
  return new TsplayError({
    code: missing ? 'undefined-variable' : 'template-error',
    message,
    at: { file: path, line, column },
  });
}

const columnOf = (line: string, name: string): number =>
  Math.max(0, line.search(new RegExp(`(?<![\\w.])${name}\\b`))) + 1;
