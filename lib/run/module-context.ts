import type { Value } from '../core/value.js';
import { runModule, type CallOptions, type ModuleContext, type Pause } from '../module/index.js';
import type { Call, Reply } from '../remote/call.js';
import type { Session } from '../remote/session.js';

import { isEjs, renderTemplateFile } from '../template/index.js';

import type { Delegate } from './delegate.js';
import { earlyText } from './early-text.js';
import { findFile, placesOf } from './find-file.js';
import type { KeywordReader } from './keyword-value.js';
import { lazySession } from './lazy-session.js';
import type { CallAtHost } from './run-async.js';
import type { TaskAtHost } from './run-at-host.js';
import { refuseNodeTemplate } from './refuse-node-values.js';
import { searchPathOf } from './search-path.js';
import type { SpanListener } from './span.js';

/** What the keywords say of one run of a task. */
export interface TaskSettings {
  readonly check: boolean;
  readonly diff: boolean;
  readonly noLog: boolean;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly asyncSeconds: number;
  readonly pollSeconds: number;
  readonly delegate: Delegate | undefined;
  readonly keywords: KeywordReader;
}

export interface ContextExtras {
  readonly deadline?: number | undefined;
  /** Carries scripts in place of the session: `async`. */
  readonly call?: CallAtHost | undefined;
  /** Told when the module asks the host for something. */
  readonly onCall?: (() => void) | undefined;
}

/**
 * What the module may see and do; the connection is opened when it is first used. One for each task: all names are
 * written out, behind a spread they would cost forty times as much.
 */
export function makeModuleContext(
  at: TaskAtHost,
  settings: TaskSettings,
  signal: AbortSignal,
  extras: ContextExtras = {},
): ModuleContext {
  const { templar, task, host, turn } = at;
  const { run } = at.flow.playRun;
  const begun = performance.now();
  const open = (): Promise<Session> => run.connections.session(targetOf(at, settings));
  const atTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    await turn?.come();
    return work();
  };
  const session = lazySession(() => atTurn(open));
  const files = filesOf(at, settings);
  const alert = (message: string): void => run.bus.warn(message, { host: host.name, at: task.at });
  const context: ModuleContext = {
    renderTemplate: files.renderTemplate,
    findFile: files.findFile,
    unvault: files.unvault,
    yaml: files.yaml,
    host: host.name,
    check: settings.check,
    diff: settings.diff,
    maxDiffSize: run.settings.maxDiffSize,
    verbosity: run.settings.verbosity,
    phase: run.settings.phase,
    place: run.place.placeOf(host.name).kind,
    isLocal: () => run.connections.isLocal(targetOf(at, settings)),
    templar,
    variable: (name) => templar.variable(name),
    call: (script, params, options = {}) => {
      extras.onCall?.();
      const call = callOf(context, script, params, options);
      const send = (): Promise<Reply> => {
        if (extras.call) return extras.call(call);
        return turn ? turn.call(call, options.last ?? false, open) : session.call(call);
      };
      return run.settings.onSpan ? watchTrip(at, begun, send, run.settings.onSpan) : send();
    },
    session,
    localSession: () => atTurn(() => run.connections.localSession()),
    runModule: async (name, args) =>
      runModule(await run.settings.registry.find(name, task.at), args, asPart(context)),
    resetConnection: () => atTurn(() => run.connections.reset(settings.delegate?.name ?? host.name)),
    pause: run.settings.pause && pauseOf(at, run.settings.pause, signal),
    progress: progressOf(at, begun),
    warn: alert,
    alert,
    signal,
    environment: settings.environment,
    noLog: settings.noLog,
    at: task.at,
    deadline: extras.deadline,
  };
  return context;
}

const pauseOf =
  ({ named }: TaskAtHost, pause: Pause, signal: AbortSignal): NonNullable<ModuleContext['pause']> =>
  (question) =>
    pause({ ...question, task: named.ref.name }, signal);

function progressOf({ flow, named, host }: TaskAtHost, begun: number): ModuleContext['progress'] {
  return (stage, fraction) =>
    flow.playRun.run.bus.emit({
      type: 'progress',
      task: named.ref,
      host: host.name,
      stage,
      elapsedMs: Math.round(performance.now() - begun),
      ...(fraction === undefined ? {} : { fraction }),
    });
}

/** Files of the controller; what a task before this one may still write is read at its turn. */
function filesOf(
  at: TaskAtHost,
  settings: TaskSettings,
): Pick<ModuleContext, 'renderTemplate' | 'findFile' | 'unvault' | 'yaml'> {
  const { templar, task, turn } = at;
  const { run } = at.flow.playRun;
  const readsEarly = (): boolean =>
    turn === undefined || turn.isOpen || run.connections.isElsewhere(targetOf(at, settings));
  return {
    renderTemplate: async (file) => {
      const seen = turn?.isOpen === false && turn.madeFrom?.path === file.path ? turn.madeFrom : undefined;
      if (seen === undefined && !readsEarly()) await turn?.come();
      const known = seen === undefined ? file : { ...file, text: seen.text };
      const text = await renderTemplateFile(templar, known);
      await refuseNodeTemplate(at, known, text);
      return text;
    },
    findFile: (kind, name, use) => {
      const searchPath = searchPathOf(run, task);
      if (turn === undefined || readsEarly()) return findFile(searchPath, kind, name, task.at);
      // what EJS asks for besides its text is not seen
      const early = use === 'text' && !isEjs(name) ? earlyText(placesOf(searchPath, kind, name)) : undefined;
      if (early === undefined) turn.need();
      else turn.makeFrom(early);
      return early?.path ?? findFile(searchPath, kind, name, task.at);
    },
    unvault: run.settings.unvault,
    yaml: run.settings.yaml,
  };
}

function callOf(
  context: ModuleContext,
  script: string,
  params: Call['params'],
  { mode, timeoutMs, program }: CallOptions,
): Call {
  return {
    script,
    params,
    program,
    mode: mode ?? (context.check ? 'check' : 'apply'),
    environment: context.environment,
    signal: context.signal,
    timeoutMs,
    chain: undefined,
    onFrame: (frame) => {
      if (frame.kind === 'progress') context.progress(frame.text);
    },
  };
}

/** For a module that is part of another's work: what it calls is not all of the task. */
const asPart = (context: ModuleContext): ModuleContext => ({
  ...context,
  call: (script, params, options) => context.call(script, params, { ...options, last: false }),
});

/** Tells how long the script was on its way and at the host; sent along with others, it shares the trip. */
async function watchTrip(
  { host, named }: TaskAtHost,
  begun: number,
  send: () => Promise<Reply>,
  onSpan: SpanListener,
): Promise<Reply> {
  const about = { host: host.name, task: named.ref.name };
  const sent = performance.now();
  onSpan({ kind: 'prepare', ...about, start: begun, duration: sent - begun });
  const reply = await send();
  const now = performance.now();
  onSpan({ kind: 'trip', ...about, start: sent, duration: now - sent });
  onSpan({ kind: 'host', ...about, start: now - reply.durationMs, duration: reply.durationMs });
  return reply;
}

/** How to reach the host of a task: keywords say what variables do not. */
export function targetOf(
  at: TaskAtHost,
  { delegate, keywords }: Pick<TaskSettings, 'delegate' | 'keywords'>,
): Target {
  const { run } = at.flow.playRun;
  const name = delegate?.name ?? at.host.name;
  const templar = delegate?.connectionTemplar ?? at.templar;
  const place = run.place.placeOf(name);
  const replaced = place.kind === 'image' ? place.connection : undefined;
  return {
    host: name,
    get: (variable) => replaced?.get(variable) ?? templar.variable(variable),
    keyword: (keyword) => keywords.value(keyword),
  };
}

/** A host and everything that tells the way to it. */
export interface Target {
  readonly host: string;
  readonly get: (variable: string) => Value | undefined;
  readonly keyword: (name: string) => Value | undefined;
}
