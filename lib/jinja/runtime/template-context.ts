import type { Environment } from '../environment.js';
import { Undefined } from '../python/undefined.js';
import type { EvalContext, Scope } from '../types.js';
import type { Frame } from './frame.js';
import type { Sink } from './sink.js';

/** Runs the body of a block with the frame of the block at hand. */
export interface BlockCode {
  readonly slotCount: () => number;
  readonly run: (frame: Frame) => unknown;
}

/** What the templates of one inheritance chain share while they render. */
export class TemplateContext implements EvalContext {
  /** What the top level has set so far. */
  readonly vars = new Map<string, unknown>();
  /** Blocks by name, the one of the youngest child first. */
  blocks = new Map<string, BlockCode[]>();
  /** The template this one extends, once its extends tag was met. */
  parent: ((context: TemplateContext) => void) | undefined;
  autoescape = false;

  constructor(
    readonly environment: Environment,
    readonly scope: Scope,
    readonly sink: Sink,
  ) {}

  resolve(name: string): unknown {
    if (this.vars.size > 0) {
      const own = this.vars.get(name);
      if (own !== undefined) return own;
    }
    const value = this.scope.get(name);
    return value === undefined ? this.environment.globals.get(name) : value;
  }

  /** The value of a name, or the Undefined that stands for it. */
  load(name: string): unknown {
    const value = this.resolve(name);
    return value === undefined ? this.undefinedName(name) : value;
  }

  /** `load` in the body of a loop or of a macro. */
  loadInside(name: string): unknown {
    if (this.scope.getInside === undefined || this.vars.has(name)) return this.load(name);
    return this.scope.getInside(name) ?? this.load(name);
  }

  undefinedName(name: string): Undefined {
    return new Undefined(this.environment.undefined, name, `'${name}' is undefined`);
  }

  /** A context that sees `scope` on top, for scoped blocks. */
  derive(scope: Scope): TemplateContext {
    const derived = new TemplateContext(this.environment, scope, this.sink);
    derived.blocks = this.blocks;
    derived.autoescape = this.autoescape;
    return derived;
  }
}
