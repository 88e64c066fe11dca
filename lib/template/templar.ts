import type { SourcePos } from '../core/position.js';
import { isDict, TemplateString, type Dict, type Value } from '../core/value.js';

import { layered, variablesOf, type Variables } from './variables.js';

/** What a lookup gets. `templar` renders in the scope of the caller. */
export interface LookupCall {
  readonly terms: readonly Value[];
  readonly options: Dict;
  readonly templar: Templar;
}

/** A lookup answers a list, synchronously; what it returns is data and never compiled. */
export type Lookup = (call: LookupCall) => Value[];

export interface TemplarOptions {
  readonly variables: Variables | Dict;
  /** Directories searched for `files/x`, `templates/x` and `x`, first wins (Ansible's ansible_search_path). */
  readonly searchPath?: readonly string[];
  /** Last resort of relative names; default: the working directory. */
  readonly basedir?: string;
  /** jinja2_native: results keep their Python type. */
  readonly native?: boolean;
  /** jinja2_extensions: `do` and `loopcontrols` exist. */
  readonly extensions?: readonly ('do' | 'loopcontrols')[];
  readonly lookups?: Readonly<Record<string, Lookup>>;
  readonly ansibleManaged?: string;
  readonly warn?: (message: string) => void;
  /** Decrypts `$ANSIBLE_VAULT;…` text (lookup and filter `unvault`, files read by lookups). */
  readonly unvault?: (text: string) => string;
  /** Host names of a pattern (lookup `inventory_hostnames`). */
  readonly hostNames?: (pattern: string) => readonly string[];
  /** Configuration by Ansible's name (lookup `config`). */
  readonly setting?: (name: string) => Value | undefined;
}

export interface RenderOptions {
  /** false: text stays text, no list/dict/bool is read from it. Default true. */
  readonly convert?: boolean;
  readonly native?: boolean;
}

/** Renders values in one scope. Made per host and task; `with` lays loop items over it. */
export class Templar {
  readonly variables: Variables;

  constructor(readonly options: TemplarOptions) {
    this.variables = isDict(options.variables) ? variablesOf(options.variables) : options.variables;
  }

  /** The value with every TemplateString in it rendered, at any depth; plain strings are never looked into. */
  render(value: Value, _options: RenderOptions = {}): Value {
    if (value instanceof TemplateString) throw new Error('not yet: the engine is being built');
    return value;
  }

  /** The rendered value of a variable, or undefined when there is none. */
  variable(name: string): Value | undefined {
    const raw = this.variables.get(name);
    return raw === undefined ? undefined : this.render(raw);
  }

  /** A bare expression of the user's (`loop: groups.all | sort` after braces are gone, `var:` of debug). */
  evaluate(_expression: string, _at?: SourcePos): Value {
    throw new Error('not yet: the engine is being built');
  }

  /** `when`, `failed_when`, `until`, `that`: a bool, a bare expression, or a list of them that must all hold. */
  test(condition: Value, at?: SourcePos): boolean {
    if (typeof condition === 'boolean') return condition;
    if (Array.isArray(condition)) return condition.every((part) => this.test(part, at));
    throw new Error('not yet: the engine is being built');
  }

  /** The same scope with `extra` on top. */
  with(extra: Variables | Dict): Templar {
    return new Templar({ ...this.options, variables: layered(extra, this.variables) });
  }
}
