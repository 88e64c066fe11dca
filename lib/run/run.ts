import { dirname, resolve } from 'node:path';

import { TsplayError, withHint, type Problem } from '../core/problem.js';
import { withExcerpt } from '../playbook/index.js';
import type { Play } from '../playbook/types.js';
import { hostVariables } from '../template/index.js';

import { checkChoices } from './check-choices.js';
import { checkHosts } from './check-hosts.js';
import { checkPlaybooks } from './check-playbooks.js';
import { checkPlugins } from './check-plugins.js';
import { checkTemplates } from './check-templates.js';
import { Bus } from './bus.js';
import { restoreFacts } from './cached-facts.js';
import { Connections } from './connections.js';
import type { Run } from './context.js';
import { environmentOf } from '../config/index.js';
import { decrypting } from './decrypting.js';
import { HostState } from './host.js';
import { inventoryFor } from './inventory-for.js';
import type { EngineOptions, RunOptions, RunReport } from './options.js';
import { BadPlaybooks } from './bad-playbooks.js';
import { everyHostLive } from './phase.js';
import { ModuleLibrary, withLibrary } from './module-library.js';
import { makeLoader } from './make-loader.js';
import { fileOfPlaybook } from './file-of-playbook.js';
import { plain } from './plain.js';
import { runPlay } from './run-play.js';
import { Secrets } from './secrets.js';
import { configOf, extraVarsOf, settingsOf } from './settings.js';
import { Slots } from './slots.js';
import { Stop } from './stop.js';
import { tellUnsettled } from './tell-unsettled.js';
import { withEngineModules } from './engine-modules.js';
import { templarFor } from './templar-for.js';
import { exitCodeOf } from './totals.js';
import { writeRetryFile } from './write-retry-file.js';

/** Reads playbooks and inventory, runs every play, and says everything on the bus. */
export async function runPlaybooks(options: EngineOptions): Promise<RunReport> {
  const begun = performance.now();
  const secrets = Secrets.from(options.secrets);
  const bus = new Bus(listenersOf(options), secrets);
  const over = new AbortController();
  const stop = stopOf(options, bus, over.signal);
  bus.emit({
    type: 'run-start',
    playbooks: options.playbooks.map(fileOfPlaybook),
    phase: options.phase ?? 'dev',
    check: options.check ?? false,
    version: options.version ?? '',
  });
  const ended = await runAll(options, { bus, secrets, stop }).finally(() => over.abort());
  const report = { ...ended, durationMs: Math.round(performance.now() - begun) };
  const { exitCode, totals, durationMs, unknown, customStats } = report;
  bus.emit({ type: 'run-end', exitCode, totals, durationMs, unknown, customStats });
  return report;
}

type Shared = Pick<Run, 'bus' | 'secrets' | 'stop'>;

const listenersOf = ({
  onEvent,
}: RunOptions): Exclude<RunOptions['onEvent'], undefined | ((...args: never) => void)> =>
  onEvent === undefined ? [] : typeof onEvent === 'function' ? [onEvent] : onEvent;

/** Listens until `over`: a signal of the caller's may outlive many runs. */
function stopOf({ signal, stopNow }: RunOptions, bus: Bus, over: AbortSignal): Stop {
  const stop = new Stop();
  const ask = (from: AbortSignal): void => {
    const { reason } = from as { reason: unknown };
    const text = reason instanceof Error ? reason.message : 'asked to stop';
    stop.request(text);
    bus.emit({ type: 'stopping', reason: text });
  };
  for (const from of [signal, stopNow]) {
    if (from?.aborted) ask(from);
    from?.addEventListener('abort', () => ask(from), { once: true, signal: over });
  }
  return stop;
}

async function runAll(options: EngineOptions, shared: Shared): Promise<Omit<RunReport, 'durationMs'>> {
  const hosts = new Map<string, HostState>();
  let run: Run | undefined;
  try {
    const playbooks = options.playbooks.map((one) => ({
      file: resolve(fileOfPlaybook(one)),
      given: fileOfPlaybook(one),
      text: typeof one === 'string' ? undefined : one.text,
    }));
    let current = dirname(playbooks[0]?.file ?? process.cwd());
    const playbookDir = (): string => current;
    run = await prepare(options, shared, hosts, playbookDir);
    const loaded = playbooks.map(({ file, given, text }) => {
      current = dirname(file);
      return { file, given, ...run!.loader.readPlaybook(given, text) };
    });
    await refuseMistakes(run, loaded);
    for (const { file, given, plays } of loaded) {
      current = dirname(file);
      shared.bus.emit({ type: 'playbook-start', playbook: given, plays: plays.length });
      const isDone = await runPlays(run, plays, file, (dir) => (current = dir));
      writeRetryFile(run, file);
      if (!isDone) break;
    }
    await run.connections.settle();
    return await settlePlace(options, shared, reportOf(run, hosts, []));
  } catch (error) {
    await options.place?.settle?.(false, () => {});
    if (!(error instanceof TsplayError)) throw error;
    await run?.connections.settle();
    for (const problem of error.problems.map(withExcerpt)) shared.bus.emit({ type: 'problem', problem });
    const exitCode = options.exitCodes === 'ansible' && error instanceof BadPlaybooks ? error.exitCode : 1;
    return { ...reportOf(run, hosts, error.problems), exitCode };
  } finally {
    await run?.connections.close();
  }
}

interface Loaded {
  readonly file: string;
  readonly plays: readonly Play[];
  readonly problems: readonly Problem[];
}

/** Whatever can be known to be wrong is said at once, before a host is touched. */
async function refuseMistakes(run: Run, loaded: readonly Loaded[]): Promise<void> {
  const plays = loaded.flatMap((one) => one.plays);
  const found = [
    ...loaded.flatMap(({ problems }) => problems),
    ...(await checkPlaybooks(
      plays,
      run.settings.registry,
      run.settings.config.bool('ERROR_ON_MISSING_HANDLER'),
    )),
    ...checkPlugins(plays),
    ...checkHosts(plays, run.inventory),
    ...checkChoices(plays, run.settings),
    ...(ofOneFolder(loaded) ? checkTemplates(run, plays) : []),
  ].map(withExcerpt);
  const errors = found.filter(({ severity }) => severity !== 'warning');
  if (errors.length > 0)
    throw new BadPlaybooks(
      errors.sort(byPlace),
      loaded.flatMap(({ problems }) => problems),
    );
  for (const one of found) run.bus.warn(withHint(one), one.at ? { at: one.at } : {});
}

// group_vars lie beside a playbook: with playbooks here and there, it matters which of them runs
const ofOneFolder = (loaded: readonly Loaded[]): boolean =>
  new Set(
    loaded
      .flatMap(({ file, plays }) => [file, ...plays.map((play) => play.file)])
      .map((file) => dirname(file)),
  ).size <= 1;

function byPlace(a: Problem, b: Problem): number {
  if (a.at?.file !== b.at?.file) return 0;
  return (a.at?.line ?? 0) - (b.at?.line ?? 0);
}

type Ended = Omit<RunReport, 'durationMs'>;

/** In the production phase the plays are not the end: what they made has to be finished, or removed. */
async function settlePlace(options: EngineOptions, { bus }: Shared, report: Ended): Promise<Ended> {
  if (!options.place?.settle) return report;
  const begun = performance.now();
  const say = (stage: string): void =>
    bus.emit({ type: 'progress', stage, elapsedMs: Math.round(performance.now() - begun) });
  const problems = await options.place.settle(report.exitCode === 0 && options.check !== true, say);
  for (const problem of problems) bus.emit({ type: 'problem', problem });
  if (problems.length === 0) return report;
  const exitCode = problems.some(({ code }) => code === 'image-locked') ? 3 : report.exitCode || 2;
  return { ...report, problems: [...report.problems, ...problems], exitCode };
}

/** What lies beside an imported playbook is its own: `enter` is told its directory. */
async function runPlays(
  run: Run,
  plays: readonly Play[],
  file: string,
  enter: (dir: string) => void,
): Promise<boolean> {
  for (const [i, play] of plays.entries()) {
    enter(dirname(play.file));
    if (!(await runPlay(run, play, `${file}#${i + 1}`)) || run.stop.stopping) return false;
  }
  return true;
}

/** As a shell tells of a program that a signal ended. */
const exitCodeOfStop = ({ reason }: Stop): number =>
  reason === 'SIGTERM' ? 143 : reason === 'SIGHUP' ? 129 : 130;

function reportOf(
  run: Run | undefined,
  hosts: ReadonlyMap<string, HostState>,
  problems: RunReport['problems'],
): Omit<RunReport, 'durationMs'> {
  const seen = [...hosts.values()].filter(({ totals }) => Object.values(totals).some((count) => count > 0));
  const totals = Object.fromEntries(seen.map(({ name, totals: counted }) => [name, { ...counted }]));
  const unknown = [...hosts.values()].flatMap(({ name, unknown: task }) =>
    task === undefined ? [] : [{ host: name, task }],
  );
  const code = run?.stop.stopping ? exitCodeOfStop(run.stop) : exitCodeOf(hosts.values());
  return { exitCode: code, totals, problems, unknown, customStats: plain(run?.customStats ?? new Map()) };
}

/** Everything that plays need, with the inventory read. */
export async function prepare(
  options: EngineOptions,
  shared: Shared,
  hosts: Map<string, HostState>,
  playbookDir: () => string,
): Promise<Run> {
  const { bus, secrets } = shared;
  const extraVars = extraVarsOf(options.extraVars);
  const jobs: Run['jobs'] = new Map();
  const library = libraryOf(options);
  const registry = withLibrary(withEngineModules(options.registry, jobs, configOf(options)), library);
  const readable = { ...options, ...decrypting(options, secrets), registry };
  const settings = settingsOf(readable, playbookDir);
  const inventory = await inventoryFor(readable, shared, playbookDir);
  const hostState = (name: string): HostState => {
    let state = hosts.get(name);
    if (!state) {
      hosts.set(name, (state = new HostState(name)));
      if (options.flushCache) settings.factCache.delete(name);
      const cached = settings.factCache.get(name);
      if (cached) restoreFacts(state, cached);
    }
    return state;
  };
  const run: Run = {
    ...shared,
    settings,
    extraVars,
    hosts,
    hostState,
    inventory,
    forks: new Slots(settings.forks),
    loader: makeLoader(settings, () => run, library),
    connections: new Connections({
      defaults: options.connection ?? {},
      secrets,
      cwd: playbookDir,
      environment: environmentOf(settings.config, process.env),
      warn: (message, host) => bus.warn(message, { host }),
      onUnsettled: (unsettled, host) => tellUnsettled(run, hostState(host), unsettled),
      onStart:
        settings.verbosity >= 3 ? (host, argv) => bus.emit({ type: 'shell-start', host, argv }) : undefined,
      trustHostKey:
        options.trustHostKey && ((question) => options.trustHostKey!(question, shared.stop.signal)),
      becomesSameUser: settings.config.bool('BECOME_ALLOW_SAME_USER'),
    }),
    place: options.place ?? everyHostLive,
    customStats: new Map(),
    jobs,
    hostvars: hostVariables(
      // the implicit localhost too, as in Ansible
      () => new Set([...inventory.hostNames(), 'localhost']),
      (name) => (inventory.hasHost(name) ? templarFor({ run, host: hostState(name) }) : undefined),
    ),
    started: settings.startAtTask === undefined,
    stepFreely: false,
  };
  return run;
}

function libraryOf(options: EngineOptions): ModuleLibrary {
  const config = configOf(options);
  const ignored = config.list('MODULE_IGNORE_EXTS');
  return new ModuleLibrary(options.libraryPath, ignored, config.text('INTERPRETER_PYTHON'));
}
