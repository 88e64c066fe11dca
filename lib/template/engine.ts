import {
  compileExpression,
  compileTemplate,
  Environment,
  demand,
  isUndefined,
  PyObject,
  type CompiledExpression,
  type CompiledTemplate,
  type CompileOptions,
  type Extension,
  type Filter,
  type TemplateSource,
  type Test,
} from '../jinja/index.js';
import { convertNative, convertNodes, joinNodes } from './convert-result.js';
import { filters } from './filters/index.js';
import { globals } from './globals.js';
import { itemsOf } from './python.js';
import { checkCall, filterSignatures, testSignatures, type Signature } from './signatures.js';
import { tests } from './tests/index.js';

/** How the nodes of a template become its value. */
export type ResultKind = 'typed' | 'text' | 'native';

/** An environment with everything Ansible adds to Jinja2. */
export function ansibleEnvironment(
  kind: ResultKind,
  extensions: readonly Extension[] = [],
  loadTemplate?: (name: string, from: string) => TemplateSource | undefined,
): Environment {
  const environment = new Environment({
    undefined: 'chainable',
    extensions,
    unroll: true,
    finalize: (value) => finalize(value),
    concat: concatOf[kind],
    ...(loadTemplate ? { loadTemplate } : {}),
  });
  for (const [name, filter] of Object.entries(filters))
    register(environment.filters, name, checked(filter, filterSignatures.get(name)));
  for (const [name, test] of Object.entries(tests))
    register(environment.tests, name, checked(test, testSignatures.get(name)));
  for (const [name, value] of Object.entries(globals)) environment.globals.set(name, value);
  return environment;
}

// null and an inline if that is false print nothing; ranges and views of dicts are lists
function finalize(value: unknown): unknown {
  if (value === null) return '';
  if (isUndefined(value) && value.message.startsWith('the inline if-expression')) return '';
  return isView(value) ? itemsOf(value) : demand(value);
}

const isView = (value: unknown): boolean =>
  value instanceof PyObject &&
  value.iterate !== undefined &&
  /^(?:range|dict_|generator)/.test(value.typeName);

const concatOf = { typed: convertNodes, text: joinNodes, native: convertNative };

// what is called as it should be costs nothing more than this look
function checked<T extends Filter | Test>(plugin: T, wanted: Signature | undefined): T {
  if (!wanted) return plugin;
  const least = wanted.params.filter((param) => param.endsWith('*')).length;
  const most = wanted.open === 'all' ? Infinity : wanted.params.length;
  return ((value, args, kwargs, context) => {
    if (args.length < least || args.length > most || kwargs.size > 0) checkCall(wanted, args, kwargs);
    return plugin(value, args, kwargs, context);
  }) as T;
}

function register<T extends Filter | Test>(table: Map<string, T>, name: string, plugin: T): void {
  table.set(name, plugin);
  if (!name.includes('.')) {
    table.set(`ansible.builtin.${name}`, plugin);
    table.set(`ansible.legacy.${name}`, plugin);
  }
}

/** Names of functions that expressions know without any variable. */
export const globalNames = (): readonly string[] => [...valueEnvironment('typed').globals.keys()];

const environments = new Map<string, Environment>();

/** The shared environment for values: one per result kind and set of extensions. */
export function valueEnvironment(kind: ResultKind, extensions: readonly Extension[] = []): Environment {
  const key = extensions.length === 0 ? kind : `${kind} ${[...extensions].sort().join()}`;
  let environment = environments.get(key);
  if (!environment) environments.set(key, (environment = ansibleEnvironment(kind, extensions)));
  return environment;
}

const LIMIT = 20_000;
const templates = new WeakMap<Environment, Map<string, CompiledTemplate>>();
const expressions = new WeakMap<Environment, Map<string, CompiledExpression>>();

/** Compiled once per source text. Positions inside count from the text's own start. */
export function compiledTemplate(source: string, environment: Environment): CompiledTemplate {
  return cached(templates, environment, source, () =>
    compileTemplate(source, { environment, ...valueOptions }),
  );
}

/** A template file that loads no other, compiled once for each text and its settings. */
export function compiledFile(
  body: string,
  environment: Environment,
  file: string,
  settings: Partial<CompileOptions>,
): CompiledTemplate {
  const key = `${JSON.stringify([file, settings])}\n${body}`;
  return cached(templates, environment, key, () => compileTemplate(body, { environment, file, ...settings }));
}

/** A bare expression, compiled once. */
export function compiledExpression(source: string, environment: Environment): CompiledExpression {
  return cached(expressions, environment, source, () => compileExpression(source, { environment }));
}

const valueOptions: Partial<CompileOptions> = { trimBlocks: true, keepTrailingNewline: false };

function cached<T>(
  caches: WeakMap<Environment, Map<string, T>>,
  environment: Environment,
  source: string,
  compile: () => T,
): T {
  let cache = caches.get(environment);
  if (!cache) caches.set(environment, (cache = new Map<string, T>()));
  let compiled = cache.get(source);
  if (compiled === undefined) {
    compiled = compile();
    if (cache.size >= LIMIT) cache.clear();
    cache.set(source, compiled);
  }
  return compiled;
}
