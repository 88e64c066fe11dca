import { isDict, Tuple, type Value } from '../core/value.js';
import type { Scope } from '../jinja/index.js';
import { isLazyDict, lazyDict } from './lazy-dict.js';
import { loadsTemplates } from './loads-templates.js';
import type { Templar } from './templar.js';

/** A scope of names that knows its Templar: filters and lookups find their way back through it. */
export interface TemplarScope extends Scope {
  readonly templar: Templar;
}

/** In a template that another one includes or imports too. */
export const templarOf = (scope: Scope): Templar => outermost(scope).templar;

/** What a function gives a template: a copy where names are copies too. */
export function handedTo(scope: Scope, value: unknown): unknown {
  const own = outermost(scope);
  return own instanceof CopyingScope ? own.copyOf(value) : value;
}

function outermost(scope: Scope): TemplarScope {
  let at = scope;
  while (at.outer !== undefined) at = at.outer;
  return at as TemplarScope;
}

/** The names of a templar, which `get` renders. */
export class OwnScope implements TemplarScope {
  constructor(
    readonly templar: Templar,
    readonly get: (name: string) => unknown,
  ) {}

  names(): Iterable<string> {
    return this.templar.variables.names();
  }
}

/** How many values a render copies at most: beyond, a dump may refer to what Ansible writes twice. */
const MOST_COPIES = 100_000;

/**
 * The same names, each with a copy of its value that shares nothing inside: what a dump in YAML meets twice is what the
 * template used twice, not what two variables have in common. As in Jinja, a name has one value outside of loops.
 */
export class CopyingScope implements TemplarScope {
  private readonly copies = new Map<string, unknown>();
  private left = MOST_COPIES;

  constructor(private readonly under: TemplarScope) {}

  get templar(): Templar {
    return this.under.templar;
  }

  get(name: string): unknown {
    if (!this.copies.has(name)) this.copies.set(name, this.getInside(name));
    return this.copies.get(name);
  }

  getInside(name: string): unknown {
    return this.copies.get(name) ?? this.copyOf(this.under.get(name));
  }

  names(): Iterable<string> {
    return this.templar.variables.names();
  }

  copyOf(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || this.left-- <= 0) return value;
    if (isLazyDict(value))
      return lazyDict({
        get: (key) => this.copyOf(value.get(key)) as Value | undefined,
        has: (key) => value.has(key),
        keys: () => value.keys(),
      });
    if (Array.isArray(value)) {
      const items = value.map((item) => this.copyOf(item) as Value);
      return value instanceof Tuple ? Tuple.from(items) : items;
    }
    if (isDict(value)) return new Map([...value].map(([key, item]) => [key, this.copyOf(item) as Value]));
    return value;
  }
}

/** Does it write YAML, or load a template that may? */
export const isDumping = (text: string): boolean =>
  /\bto_(?:nice_)?yaml\b/.test(text) || loadsTemplates(text);
