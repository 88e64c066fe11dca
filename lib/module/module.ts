import type { Value } from '../core/value.js';
import type { Param, Reply } from '../remote/call.js';
import type { ArgsOf, Fields, Rule } from '../schema/index.js';
import type { ModuleContext } from './context.js';
import type { Result } from './result.js';
import type { Script } from './script.js';

/** Script parameters: each becomes a quoted shell variable, or `unset` when undefined. */
export type Params = Readonly<Record<string, Param>>;

/** What there is to tell about a module. */
export interface Documented<F extends Fields = Fields> {
  readonly name: string;
  /** Where Ansible has it; other names that find it. */
  readonly collection?: string;
  readonly summary: string;
  readonly notes?: readonly string[];
  readonly examples?: string;
  readonly args: F;
  readonly rules?: readonly Rule[];
  /** What the result holds besides changed, failed, msg and diff. */
  readonly returns: Fields;
  /** The argument that takes the task's free text (`command: echo hi`). */
  readonly freeForm?: string;
  /** Takes any option (`set_fact`): those not in `args` are handed over in `extra`. */
  readonly open?: boolean;
  /** `async` cannot be: the work is the controller's. */
  readonly refusesAsync?: boolean;
  /** Its diff is part of its result also when nobody asked for one (`--diff`). */
  readonly tellsDiff?: boolean;
  /**
   * Arguments that are expressions (`that` of assert): they come as the user wrote them, unrendered, so that what a
   * template makes of a host's answer is never read as an expression.
   */
  readonly expressions?: readonly string[];
  /** Arguments that `invocation` does not tell: what files hold. */
  readonly untold?: readonly string[];
  /** Runs for the first host only, and its result is that of all (`pause`, `add_host`). */
  readonly runOnce?: boolean;
}

/** Does its work in a script at the host. */
export interface RemoteModule<F extends Fields = Fields> extends Documented<F> {
  readonly script: Script;
  /** The controller's part before the trip: a Result ends the task without one. */
  prepare?(args: ArgsOf<F>, ctx: ModuleContext): Params | Result | Promise<Params | Result>;
  /** Shapes what came back; by default {@link resultOf}. */
  finish?(reply: Reply, args: ArgsOf<F>, ctx: ModuleContext): Result | Promise<Result>;
  readonly run?: undefined;
}

/** Does its work on the controller, with as many calls as it needs. */
export interface ControllerModule<F extends Fields = Fields> extends Documented<F> {
  run(args: ArgsOf<F>, ctx: ModuleContext, extra: ReadonlyMap<string, Value>): Result | Promise<Result>;
  readonly script?: undefined;
}

export type Module<F extends Fields = Fields> = RemoteModule<F> | ControllerModule<F>;

/**
 * Declares a module once: its arguments' types, checks, documentation and JSON Schema come from `args`.
 * @example
 * export const module = defineModule({
 *   name: 'motd',
 *   summary: 'Writes the message of the day',
 *   args: { text: text({ doc: 'The message', required: true }) },
 *   returns: {},
 *   script: scriptBeside(import.meta.url, 'motd.sh'),
 * });
 */
export function defineModule<const F extends Fields>(module: RemoteModule<F>): Module;
export function defineModule<const F extends Fields>(module: ControllerModule<F>): Module;
export function defineModule<const F extends Fields>(module: Module<F>): Module {
  // the arguments a module is given were parsed by its own fields: its type is erased only here
  return module;
}
