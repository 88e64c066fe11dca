import type { Scope } from '../jinja/index.js';
import type { Templar } from './templar.js';

/** A scope of names that knows its Templar: filters and lookups find their way back through it. */
export interface TemplarScope extends Scope {
  readonly templar: Templar;
}

/** In a template that another one includes or imports too. */
export function templarOf(scope: Scope): Templar {
  let at = scope;
  while (at.outer !== undefined) at = at.outer;
  return (at as TemplarScope).templar;
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
