import {
  compileExpression,
  compileTemplate,
  Environment,
  demand,
  isUndefined,
  PyObject,
  pyStr,
  type CompiledExpression,
  type CompiledTemplate,
  type CompileOptions,
  type Extension,
  type Filter,
  type TemplateSource,
  type Test,
} from '../jinja/index.js';
import { convertNative, convertNodes, joinNodes, NativeText } from './convert-result.js';
import { filters } from './filters/index.js';
import { globals } from './globals.js';
import { isText, itemsOf } from './python.js';
import { checkCall, filterSignatures, testSignatures, type Signature } from './signatures.js';
import { tests } from './tests/index.js';

/** How the nodes of a template become its value. */
export type ResultKind = 'typed' | 'text' | 'native';

/** What a configuration says of templates. */
export interface EnvironmentSettings {
  /** jinja2_extensions: `do` and `loopcontrols` exist. */
  readonly extensions?: readonly Extension[] | undefined;
  /** dont_type_filters: names of filters whose text stays text, whatever it looks like. */
  readonly textFilters?: readonly string[] | undefined;
}

// filters that mark their text themselves
const MARKING = ['string', 'to_json', 'to_nice_json', 'to_yaml', 'to_nice_yaml'];

/** An environment with everything Ansible adds to Jinja2. */
export function ansibleEnvironment(
  kind: ResultKind,
  { extensions = [], textFilters = MARKING }: EnvironmentSettings = {},
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
  for (const [name, filter] of environment.filters)
    environment.filters.set(
      name,
      marking(filter, MARKING.includes(shortName(name)), textFilters.includes(name)),
    );
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

const shortName = (name: string): string => name.replace(/^ansible\.(?:builtin|legacy)\./, '');

/** As in Ansible, a filter's text stays text when the list has its name as the template writes it. */
function marking(filter: Filter, isMarking: boolean, wanted: boolean): Filter {
  if (isMarking === wanted) return filter;
  return (...call) => {
    const value = filter(...call);
    if (!wanted) return value instanceof NativeText ? value.text : value;
    return isText(value) ? new NativeText(pyStr(value)) : value;
  };
}

/** Names of functions that expressions know without any variable. */
export const globalNames = (): readonly string[] => [...valueEnvironment('typed').globals.keys()];

const environments = new Map<string, Environment>();

/** The shared environment for values: one per result kind and settings. */
export function valueEnvironment(kind: ResultKind, settings: EnvironmentSettings = {}): Environment {
  const { extensions = [], textFilters } = settings;
  const plain = extensions.length === 0 && textFilters === undefined;
  const key = plain ? kind : JSON.stringify([kind, [...extensions].sort(), textFilters]);
  let environment = environments.get(key);
  if (!environment) environments.set(key, (environment = ansibleEnvironment(kind, settings)));
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
