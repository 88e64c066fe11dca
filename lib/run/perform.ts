import type { Dict } from '../core/value.js';
import { TsplayError } from '../core/problem.js';
import { failure, invocationOf, linesOf, runModule, type Module } from '../module/index.js';
import { pythonText } from '../schema/index.js';

import { checkKeywords } from './check-keywords.js';
import { delegated, type Delegate } from './delegate.js';
import { environmentOf } from './environment-of.js';
import { errorResult } from './error-result.js';
import { signalOf } from './flow.js';
import type { KeywordReader } from './keyword-value.js';
import { makeModuleContext, type TaskSettings } from './module-context.js';
import { namesToNotify } from './notify.js';
import { factsModule } from './fact-modules.js';
import { hideSecrets } from './hide-secrets.js';
import { refuseNodeKeywords, refuseNodeValues } from './refuse-node-values.js';
import { renderArgs } from './render-args.js';
import { repeat } from './repeat.js';
import type { TaskAtHost } from './run-at-host.js';
import { runAsync, type CallAtHost } from './run-async.js';
import { addToInventory, shareFacts } from './share-facts.js';
import { withTimeout } from './with-timeout.js';

/** Runs the module of a task whose conditions hold, as often as `until` asks. */
export async function perform(
  given: TaskAtHost,
  keywords: KeywordReader,
  started: { delegatedTo: string | undefined; notify: readonly string[]; ran: boolean },
): Promise<Dict> {
  const delegate = delegated(given, keywords);
  started.delegatedTo = delegate?.name;
  const at = delegate ? { ...given, templar: delegate.templar } : given;
  const name = moduleName(at);
  const { registry } = given.flow.playRun.run.settings;
  const module = (await factsModule(at, name)) ?? (await registry.find(name, given.task.action.at));
  const args = renderArgs(at, at.templar, name, module.expressions);
  refuseNodeKeywords(at);
  refuseNodeValues(at, module, args);
  hideSecrets(at, module, args);
  const settings = readSettings(at, keywords, delegate);
  checkKeywords(at.plan, keywords);
  started.notify = namesToNotify(at.plan, at.templar);
  await leaveRemovedUser(at, module, args, delegate);
  started.ran = true;
  const about = { module: module.name, noLog: settings.noLog };
  const result = await repeat(at, keywords, about, () => runOnce(at, module, args, settings));
  shareFacts(at, module.name, result, keywords, delegate);
  return result;
}

/** A shell that is kept open for a user would keep the user from being removed. */
async function leaveRemovedUser(
  { flow, host }: TaskAtHost,
  { name }: Module,
  args: Dict,
  delegate: Delegate | undefined,
): Promise<void> {
  const user = args.get('name') ?? args.get('user');
  if (name !== 'user' || args.get('state') !== 'absent' || typeof user !== 'string') return;
  await flow.playRun.run.connections.leave(delegate?.name ?? host.name, user);
}

function moduleName({ task, templar }: TaskAtHost): string {
  const written = task.action.module;
  return typeof written === 'string' ? written : pythonText(templar.render(written)).trim();
}

function readSettings(at: TaskAtHost, keywords: KeywordReader, delegate: Delegate | undefined): TaskSettings {
  const { settings } = at.flow.playRun.run;
  const { config } = settings;
  return {
    check: keywords.bool('check_mode') ?? settings.check,
    diff: keywords.bool('diff') ?? settings.diff,
    noLog: keywords.bool('no_log') ?? config.bool('DEFAULT_NO_LOG'),
    environment: environmentOf(at),
    timeoutSeconds: keywords.number('timeout') ?? config.number('TASK_TIMEOUT') ?? 0,
    asyncSeconds: keywords.number('async') ?? 0,
    pollSeconds: keywords.number('poll') ?? config.number('DEFAULT_POLL_INTERVAL') ?? 15,
    delegate,
    keywords,
  };
}

async function runOnce(at: TaskAtHost, module: Module, args: Dict, settings: TaskSettings): Promise<Dict> {
  const signal = signalOf(at.flow);
  const run = async (limit: AbortSignal, deadline?: number, call?: CallAtHost): Promise<Dict> => {
    try {
      let isAsked = false;
      const onCall = (): void => void (isAsked = true);
      const context = makeModuleContext(at, settings, limit, { deadline, call, onCall });
      const result = await runModule(module, args, context);
      if (isAsked && context.verbosity >= 3) result.set('invocation', invocationOf(module, args));
      // a module that needs no host is done before the tasks ahead of it are; what it says holds from its turn on
      await at.turn?.come();
      addToInventory(at, result);
      return complete(result, settings.diff || module.tellsDiff === true);
    } catch (error) {
      if (settings.noLog && error instanceof TsplayError) throw error;
      return errorResult(error);
    }
  };
  if (settings.asyncSeconds > 0 && module.refusesAsync === true)
    return failure('async is not supported for this task.');
  if (settings.asyncSeconds > 0)
    return runAsync({ at, settings, run: (call) => run(signal, undefined, call) });
  if (settings.timeoutSeconds > 0) return withTimeout(module.name, settings.timeoutSeconds, signal, run);
  return run(signal);
}

/** What every result has, whatever the module said; a diff only where it is asked for. */
function complete(result: Dict, keepsDiff: boolean): Dict {
  if (!keepsDiff) result.delete('diff');
  for (const stream of ['stdout', 'stderr']) {
    const text = result.get(stream);
    if (typeof text === 'string' && !result.has(`${stream}_lines`))
      result.set(`${stream}_lines`, linesOf(text));
  }
  const warnings = result.get('warnings');
  if (Array.isArray(warnings) && warnings.length === 0) result.delete('warnings');
  return result;
}
