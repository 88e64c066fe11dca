import { failureOfProblem, TsplayError, withHint } from '../core/problem.js';
import type { Dict } from '../core/value.js';
import type { ModuleContext } from './context.js';
import { expandPaths } from './expand-paths.js';
import type { Module, Params, RemoteModule } from './module.js';
import { resultOf } from './result-of.js';
import { failure, makeResult, type Result } from './result.js';
import { toParams } from './to-params.js';
import { parseModuleArgs } from './validate.js';

/**
 * Runs a module for one host with rendered arguments (`omit` already removed).
 * What goes wrong at the host is a result with `failed`; a lost connection is thrown as ConnectionLost; a
 * mistake in the arguments is a failed result whose `problems` the engine can show.
 */
export async function runModule(module: Module, args: Dict, ctx: ModuleContext): Promise<Result> {
  const parsed = parseModuleArgs(module, args, { at: ctx.at });
  if (parsed.problems.length > 0) return badArguments(parsed.problems.map(withHint));
  const warnings: string[] = [];
  const own = { ...ctx, warn: (text: string) => void warnings.push(text) };
  try {
    const result = module.run
      ? await module.run(parsed.args, own, parsed.extra)
      : await runRemote(module, parsed.args, own);
    return warnings.length > 0 ? addWarnings(result, warnings) : result;
  } catch (cause) {
    if (cause instanceof TsplayError) return failure(cause.problems.map(failureOfProblem).join('\n'));
    throw cause;
  }
}

function addWarnings(result: Result, warnings: readonly string[]): Result {
  const others = result.get('warnings');
  return result.set('warnings', [...warnings, ...(Array.isArray(others) ? others : [])]);
}

const badArguments = (messages: readonly string[]): Result => failure(messages.join('; '));

async function runRemote(module: RemoteModule, args: RemoteArgs, ctx: ModuleContext): Promise<Result> {
  const prepared = await prepare(module, args, ctx);
  if (prepared instanceof Map) return prepared;
  const script = expandPaths(module.args, args) + module.script.text();
  const params = { want_diff: ctx.diff, in_image: ctx.place === 'image', ...prepared };
  const reply = await ctx.call(script, params, { last: module.finish === undefined });
  if (module.finish) return await module.finish(reply, args, ctx);
  const result = resultOf(reply, module.returns, pathOf(args));
  return module.tellsDiff === true ? withDiff(result, pathOf(args)) : result;
}

// a diff that is always told is there also when nothing differs
function withDiff(result: Result, names: { path?: string }): Result {
  if (!result.has('diff') && result.get('failed') !== true)
    result.set('diff', makeResult({ before: makeResult(names), after: makeResult(names) }));
  return result;
}

type RemoteArgs = Readonly<Record<string, unknown>>;

async function prepare(module: RemoteModule, args: RemoteArgs, ctx: ModuleContext): Promise<Params | Result> {
  const prepared = await module.prepare?.(args, ctx);
  return prepared instanceof Map ? prepared : { ...toParams(module.args, args), ...prepared };
}

function pathOf(args: RemoteArgs): { path?: string } {
  const path = args['path'] ?? args['dest'];
  return typeof path === 'string' ? { path } : {};
}
