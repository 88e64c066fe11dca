import { builtinFilters } from './filters/index.js';
import { builtinGlobals } from './globals/index.js';
import { builtinTests } from './tests/index.js';
import type { CompileOptions, EvalContext, Filter, Test } from './types.js';

export type Extension = 'do' | 'loopcontrols';

/** strict: plain Jinja's StrictUndefined. chainable: attributes of an undefined are undefined too, as in Ansible. */
export type UndefinedBehaviour = 'strict' | 'chainable';

export interface TemplateSource {
  readonly source: string;
  readonly file: string;
  /** Settings of the loaded template; those of the loading template when absent. */
  readonly options?: Partial<Omit<CompileOptions, 'environment'>>;
}

export interface EnvironmentOptions {
  readonly extensions?: Iterable<Extension>;
  readonly undefined?: UndefinedBehaviour;
  /** Called with the value of each `{{ }}` before it is printed. */
  readonly finalize?: (value: unknown, context: EvalContext) => unknown;
  /** Makes one value of the nodes of a template, a macro or a block set. Without it they are joined as text. */
  readonly concat?: (nodes: readonly unknown[]) => unknown;
  /** Ansible: generators, ranges and dict views become lists when a filter or function returns them. */
  readonly unroll?: boolean;
  /** Finds a template for include, import and extends; `undefined` when there is none. `from` is the asking template's file. */
  readonly loadTemplate?: (name: string, from: string) => TemplateSource | undefined;
}

/**
 * What a template may use: filters, tests, globals, tags of extensions. Registering is a `Map.set`.
 *
 * @example
 * const environment = new Environment({ undefined: 'chainable' });
 * environment.globals.set('answer', new PyFunction('answer', () => 42));
 * compileTemplate('{{ answer() }}', { environment }).render({ get: () => undefined }); // '42'
 */
export class Environment {
  readonly filters: Map<string, Filter> = new Map(builtinFilters);
  readonly tests: Map<string, Test> = new Map(builtinTests);
  readonly globals: Map<string, unknown> = new Map(builtinGlobals);
  readonly extensions: ReadonlySet<Extension>;
  readonly undefined: UndefinedBehaviour;
  readonly finalize: EnvironmentOptions['finalize'];
  readonly concat: EnvironmentOptions['concat'];
  readonly unroll: boolean;
  readonly loadTemplate: EnvironmentOptions['loadTemplate'];

  constructor(options: EnvironmentOptions = {}) {
    this.extensions = new Set(options.extensions);
    this.undefined = options.undefined ?? 'strict';
    this.finalize = options.finalize;
    this.concat = options.concat;
    this.unroll = options.unroll ?? false;
    this.loadTemplate = options.loadTemplate;
  }
}
