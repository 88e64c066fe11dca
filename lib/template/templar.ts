import type { SourcePos } from '../core/position.js';
import { isDict, PyFloat, PyText, TemplateString, type Dict, type Value } from '../core/value.js';
import { VaultString } from '../yaml/vault-string.js';
import { demand, Undefined, type Environment } from '../jinja/index.js';
import {
  ansibleEnvironment,
  compiledExpression,
  compiledTemplate,
  valueEnvironment,
  type EnvironmentSettings,
  type ResultKind,
} from './engine.js';
import { NativeText } from './convert-result.js';
import { CopyingScope, isDumping, OwnScope, type TemplarScope } from './templar-scope.js';
import { renderJinjaText, type JinjaText } from './render-jinja-text.js';
import { evaluateCondition, evaluateThat } from './evaluate-condition.js';
import { findTemplate } from './find-template.js';
import { keepNewlines } from './keep-newlines.js';
import { variablesDict } from './host-variables.js';
import { OMIT } from './omit.js';
import { impureCalls } from './purity.js';
import { cycleError, isUndefinedError, TemplateError, templateErrorOf } from './template-error.js';
import { sourceOf } from './template-source.js';
import { isTemplateFree } from './template-free.js';
import { toValue } from './to-value.js';
import { VaultedText } from './vaulted-text.js';
import { layered, variablesOf, type Variables } from './variables.js';

/** What a lookup gets. `templar` renders in the scope of the caller. */
export interface LookupCall {
  readonly terms: readonly Value[];
  readonly options: Dict;
  readonly templar: Templar;
}

/** A lookup answers a list, synchronously; what it returns is data and never compiled. */
export type Lookup = (call: LookupCall) => Value[];

export interface TemplarOptions extends EnvironmentSettings {
  readonly variables: Variables | Dict;
  /** Directories searched for `files/x`, `templates/x` and `x`, first wins (Ansible's ansible_search_path). */
  readonly searchPath?: readonly string[];
  /** Last resort of relative names; default: the working directory. */
  readonly basedir?: string;
  /** jinja2_native: results keep their Python type. */
  readonly native?: boolean | undefined;
  /** error_on_undefined_vars=False: a template that needs what is undefined stays its own text, as data. */
  readonly undefinedAsText?: boolean | undefined;
  /** null_representation: what `{{ name }}` of a variable that is null gives. Default: null. */
  readonly nullAs?: string | undefined;
  readonly lookups?: Readonly<Record<string, Lookup>> | undefined;
  readonly ansibleManaged?: string | undefined;
  readonly warn?: (message: string) => void;
  /** Decrypts `$ANSIBLE_VAULT;…` text (lookup and filter `unvault`, files read by lookups). */
  readonly unvault?: ((text: string) => string) | undefined;
  /** What the filters vault and unvault do. */
  readonly vault?: VaultCipher | undefined;
  /** Host names of a pattern (lookup `inventory_hostnames`). */
  readonly hostNames?: (pattern: string) => readonly string[];
  /** Names of expressions that no variable has (`ansible_host` of a host without one). */
  readonly fallback?: (name: string, templar: Templar) => Value | undefined;
  /** Called when an answer may be another one later (files, time, chance): before a lookup, after anything else. */
  readonly noticeImpure?: (() => void) | undefined;
  /** Configuration by Ansible's name (lookup `config`). */
  readonly setting?: (name: string, plugin: Plugin | undefined, templar: Templar) => Value | undefined;
}

/** Whose setting a lookup of `config` asks for: `plugin_type: connection, plugin_name: ssh`. */
export interface Plugin {
  readonly type: string;
  readonly name: string;
}

/** ansible-vault's form, for passwords that a template gives. */
export interface VaultCipher {
  encrypt(
    plain: string,
    secret: { readonly password: string; readonly id: string; readonly salt: string | undefined },
  ): string;
  /** @throws TsplayError */
  decrypt(text: string, password: string): string;
}

export interface RenderOptions {
  /** false: text stays text, no list/dict/bool is read from it. Default true. */
  readonly convert?: boolean;
  readonly native?: boolean;
  /** false: backslashes follow Jinja's rule, as in template files. Default true. */
  readonly escapeBackslashes?: boolean;
  /** true: a template that needs what is undefined stays its own text, as data. Default: as the templar's. */
  readonly undefinedAsText?: boolean;
}

interface Kept {
  readonly raw: Value;
  readonly value: Value;
  /** What templates see: text of to_json and its like stays text there, whatever it looks like. */
  readonly seen: Value;
}

/** Renders values in one scope. Made per host and task; `with` lays loop items over it. */
export class Templar {
  readonly variables: Variables;
  readonly scope: TemplarScope;
  // most templars render nothing that needs these
  private kept: Map<string, Kept> | undefined;
  private keptRevision = 0;
  private rendering: { name: string; at: SourcePos | undefined }[] | undefined;
  private undefinedInside: Map<string, TemplateError> | undefined;
  private ownVariables: Dict | undefined;

  get isNative(): boolean {
    return this.options.native ?? false;
  }

  constructor(readonly options: TemplarOptions) {
    this.variables = isDict(options.variables) ? variablesOf(options.variables) : options.variables;
    this.scope = new OwnScope(this, (name) => this.valueOrUndefined(name));
  }

  /** The value with every TemplateString in it rendered, at any depth; plain strings are never looked into. */
  render(value: Value, options: RenderOptions = {}): Value {
    if (options.native !== undefined && options.native !== (this.options.native ?? false))
      return new Templar({ ...this.options, native: options.native }).render(value, options);
    return toValue(this.renderMarked(value, options));
  }

  /** The same for what templates will read again: text of `to_json` and its like keeps the mark that it stays text. */
  renderMarked(value: Value, options: RenderOptions = {}): Value {
    // what a vault held is data: Ansible does not template it
    if (value instanceof VaultString) return value.text;
    if (value instanceof TemplateString) {
      const seen = this.evaluated(value, options);
      return seen instanceof NativeText ? seen : toValue(seen);
    }
    if (isTemplateFree(value) || value instanceof PyText) return value;
    if (isDict(value))
      return new Map([...value].map(([key, item]) => [key, this.renderMarked(item, options)]));
    // a tuple that is read again is a list, as in Ansible
    return Array.from(value as Value[], (item) => this.renderMarked(item, options));
  }

  /** The rendered value of a variable, or undefined when there is none. */
  variable(name: string): Value | undefined {
    const raw = this.variables.get(name);
    if (raw === undefined) return this.builtin(name);
    return isTemplateFree(raw) ? raw : this.resolve(name, raw).value;
  }

  /** The same as templates see it: text that stays text is marked. */
  markedVariable(name: string): Value | undefined {
    const raw = this.variables.get(name);
    if (raw === undefined) return this.builtin(name);
    return isTemplateFree(raw) ? raw : this.resolve(name, raw).seen;
  }

  /** A bare expression of the user's: `var:` of debug, a name in `loop:`. */
  evaluate(expression: string, at?: SourcePos): Value {
    const environment = valueEnvironment(this.kindOf({}), this.options);
    const scope = isDumping(expression) ? new CopyingScope(this.scope) : this.scope;
    return this.guarded(expression, at, () =>
      toValue(demand(compiledExpression(expression, environment).evaluate(scope))),
    );
  }

  /** `when`, `failed_when`, `until`, `that`: a bool, a bare expression, or a list of them that must all hold. */
  test(condition: Value, at?: SourcePos): boolean {
    return evaluateCondition(this, condition, at);
  }

  /** One of assert's `that`: a TemplateString; in any other text's place is what a template made, which is refused. */
  testThat(condition: Value, at?: SourcePos): boolean {
    return evaluateThat(this, condition, at);
  }

  /** The text of a template file. */
  renderFileText(text: JinjaText): Value {
    return renderJinjaText(this, text);
  }

  /** The same scope with `extra` on top. */
  with(extra: Variables | Dict, options: Pick<TemplarOptions, 'noticeImpure'> = {}): Templar {
    const { noticeImpure = this.options.noticeImpure } = options;
    return new Templar({ ...this.options, variables: layered(extra, this.variables), noticeImpure });
  }

  /** Runs one evaluation; what it throws is a TemplateError at `at`. */
  guarded<T>(text: string, at: SourcePos | undefined, evaluate: () => T): T {
    const calls = impureCalls();
    try {
      return evaluate();
    } catch (error) {
      const found = templateErrorOf(error, text, at);
      const inside = found instanceof TemplateError ? this.undefinedInside?.get(found.reason) : undefined;
      throw inside ?? found;
    } finally {
      if (impureCalls() !== calls) this.options.noticeImpure?.();
    }
  }

  // a variable that needs one that does not exist is undefined too: `default` and `is defined` apply
  private valueOrUndefined(name: string): unknown {
    try {
      const raw = this.variables.get(name);
      if (raw instanceof VaultString) return new VaultedText(raw.ciphertext, () => raw.text);
      if (raw !== undefined && !isTemplateFree(raw)) return this.resolve(name, raw).seen;
      const value = raw === undefined ? this.builtin(name) : raw;
      return value === undefined ? this.options.fallback?.(name, this) : value;
    } catch (error) {
      if (!(error instanceof TemplateError) || error.type !== 'UndefinedError') throw error;
      (this.undefinedInside ??= new Map<string, TemplateError>()).set(error.reason, error);
      return new Undefined('chainable', name, error.reason);
    }
  }

  private evaluated(template: TemplateString, options: RenderOptions): unknown {
    if (!(options.undefinedAsText ?? this.options.undefinedAsText))
      return this.evaluateText(template, options);
    try {
      return this.evaluateText(template, options);
    } catch (error) {
      if (isUndefinedError(error)) return template.text;
      throw error;
    }
  }

  private evaluateText(template: TemplateString, options: RenderOptions): unknown {
    const kind = this.kindOf(options);
    const source = sourceOf(template, options.escapeBackslashes !== false);
    const single = source.singleName === undefined ? undefined : this.singleNumber(source.singleName);
    if (single !== undefined) return single;
    return this.guarded(source.text, template.at, () => {
      const environment = source.includes
        ? this.includingEnvironment(kind)
        : valueEnvironment(kind, this.options);
      const scope = source.dumps ? new CopyingScope(this.scope) : this.scope;
      const value = compiledTemplate(source.text, environment).evaluate(scope);
      return keepNewlines(template.text, demand(value));
    });
  }

  // `{{ name }}` of a number, bool or null is that value, not its text
  private singleNumber(name: string): Value | undefined {
    const raw = this.variables.get(name);
    if (raw === null) return this.options.nullAs ?? null;
    return raw instanceof PyFloat || ['number', 'boolean', 'bigint'].includes(typeof raw) ? raw : undefined;
  }

  private kindOf(options: RenderOptions): ResultKind {
    if (options.native ?? this.options.native) return 'native';
    return options.convert === false ? 'text' : 'typed';
  }

  // only includes and imports need to know where files are
  private includingEnvironment(kind: ResultKind): Environment {
    return ansibleEnvironment(kind, this.options, (name, from) => findTemplate(this, name, from));
  }

  private resolve(name: string, raw: Value): Kept {
    if (this.keptRevision !== (this.variables.revision ?? 0)) this.forget();
    const kept = this.kept?.get(name);
    if (kept && kept.raw === raw) return kept;
    const rendering = (this.rendering ??= []);
    if (rendering.some((outer) => outer.name === name)) throw cycleError(rendering, name);
    const before = impureCalls();
    rendering.push({ name, at: placeOf(raw) });
    try {
      const seen = this.renderMarked(raw);
      const fresh = { raw, value: toValue(seen), seen };
      if (impureCalls() === before) (this.kept ??= new Map<string, Kept>()).set(name, fresh);
      return fresh;
    } finally {
      rendering.pop();
    }
  }

  private forget(): void {
    this.kept?.clear();
    this.keptRevision = this.variables.revision ?? 0;
  }

  private builtin(name: string): Value | undefined {
    if (name === 'omit') return OMIT;
    if (name === 'vars') return (this.ownVariables ??= variablesDict(this));
    if (name === 'ansible_managed') return this.options.ansibleManaged ?? 'Ansible managed';
    return undefined;
  }
}

function placeOf(raw: Value): SourcePos | undefined {
  if (raw instanceof TemplateString) return raw.at;
  const items = isDict(raw) ? [...raw.values()] : Array.isArray(raw) ? raw : [];
  for (const item of items) {
    const at = placeOf(item);
    if (at) return at;
  }
  return undefined;
}
