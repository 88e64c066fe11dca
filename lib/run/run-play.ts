import PQueue from 'p-queue';

import { TsplayError } from '../core/problem.js';
import type { Value } from '../core/value.js';
import type { Play } from '../playbook/types.js';
import { parseBool, pythonText } from '../schema/index.js';
import type { Templar } from '../template/index.js';
import { OMIT } from '../template/index.js';

import { batchesOf } from './batches.js';
import type { PlayRun, Run } from './context.js';
import { gatherFacts } from './gather-facts.js';
import { HandlerList } from './handler-list.js';
import { flushHandlers } from './handlers.js';
import { PlayHost } from './host.js';
import { hostPatterns, hostsMeant } from './host-patterns.js';
import { ifKnown } from './if-known.js';
import { orderHosts } from './order-hosts.js';
import { groupByPlace } from './phase.js';
import { playScope, playTemplar, playVars } from './play-vars.js';
import { runSteps } from './run-steps.js';
import { runTask } from './run-task.js';
import { warnReserved } from './warn-reserved.js';

/** Runs one play, batch by batch. Returns false when no further play may run. */
export async function runPlay(run: Run, play: Play, id: string): Promise<boolean> {
  const vars = await playVars(run, play);
  const templar = playTemplar(run, play, vars);
  const name = namePlay(play, templar);
  const all = hostsMeant(run.inventory, hostPatterns(play, templar));
  const gone = all.filter((host) => run.hosts.get(host)?.failed || run.hosts.get(host)?.unreachable);
  const groups = groupByPlace(
    inOrder(play, templar, all).filter((host) => !gone.includes(host)),
    run.place,
  );
  const hosts = [...groups.keys()];
  const base = { run, play, id, name, at: play.at, allHosts: all, removed: new Set(gone), vars };
  if (hosts.length === 0) return noHosts(run, play, id, name);
  warnReserved(run, play, vars.known);
  for (const host of hosts) vars.at(run.hostState(host));
  const serial = keyword(play, templar, 'serial');
  const common = {
    ...base,
    standsFor: groups,
    roles: [...play.roles],
    handlers: new HandlerList(play),
    namingScope: () => playScope(run, vars.known),
    rolesBegun: new Map(),
    rolesDone: new Map(),
    throttles: new Map(),
    runSteps,
    runTask,
    lockStep:
      strategyOf(play, templar, run.settings.config.text('DEFAULT_STRATEGY') ?? 'linear') === 'linear',
    forceHandlers: boolOf(keyword(play, templar, 'force_handlers')) ?? run.settings.forceHandlers ?? false,
    maxFailPercentage: percentOf(keyword(play, templar, 'max_fail_percentage')),
    ended: false,
    broken: false,
    noHostsLeft: 0,
  };
  const state = { ended: false, broken: false };
  for (const batch of batchesOf(hosts, serial, play.keywords.get('serial')?.valueAt)) {
    const playHosts = batch.map((host) => new PlayHost(run.hostState(host)));
    const playRun: PlayRun = { ...common, ...state, batch: playHosts };
    const goOn = await runBatch(playRun, templar);
    Object.assign(state, { ended: playRun.ended, broken: playRun.broken });
    if (!goOn || state.ended || run.stop.stopping) break;
  }
  return !state.broken && !run.stop.stopping;
}

function noHosts(run: Run, play: Play, id: string, name: string): boolean {
  const pattern = pythonText(play.hosts);
  const reason = `no hosts matched: ${pattern}`;
  run.bus.emit({ type: 'play-no-hosts', play: name, playId: id, reason, at: play.at });
  return true;
}

function namePlay(play: Play, templar: Templar): string {
  const value = ifKnown(() => templar.render(play.name)) ?? play.name;
  return Array.isArray(value) ? value.map(pythonText).join(',') : pythonText(value).trim();
}

function inOrder(play: Play, templar: Templar, hosts: readonly string[]): readonly string[] {
  const order = keyword(play, templar, 'order');
  return orderHosts(hosts, order === undefined ? undefined : pythonText(order));
}

function keyword(play: Play, templar: Templar, name: string): Value | undefined {
  const written = play.keywords.get(name);
  const value = written && templar.render(written.value);
  return value === null || value === OMIT ? undefined : value;
}

const boolOf = (value: Value | undefined): boolean | undefined =>
  value === undefined ? undefined : parseBool(value);

function strategyOf(play: Play, templar: Templar, configured: string): string {
  const value = keyword(play, templar, 'strategy');
  const name =
    value === undefined
      ? configured.replace(/^ansible\.builtin\.|^mitogen_/, '')
      : pythonText(value).replace(/^ansible\.builtin\.|^mitogen_/, '');
  if (['linear', 'free', 'host_pinned', 'debug'].includes(name)) return name === 'debug' ? 'linear' : name;
  throw new TsplayError({
    code: 'unknown-strategy',
    message: `Invalid play strategy specified: ${name}`,
    at: play.keywords.get('strategy')?.valueAt,
    hint: 'linear, free or host_pinned',
  });
}

/** All hosts in step, or each on its own. Returns false when nothing is left to go on with. */
async function runBatch(playRun: PlayRun, templar: Templar): Promise<boolean> {
  const { run, batch, play, id, name } = playRun;
  run.bus.emit({
    type: 'play-start',
    play: name,
    playId: id,
    hosts: batch.map((host) => host.name),
    at: play.at,
    ...(checks(playRun, templar) ? { check: true } : {}),
    ...(playRun.lockStep ? {} : { lockStep: false }),
  });
  const strategy = strategyOf(play, templar, run.settings.config.text('DEFAULT_STRATEGY') ?? 'linear');
  if (strategy === 'linear') await runSections(playRun, batch);
  else await runFreely(playRun, strategy);
  for (const host of batch) {
    if (host.failing && host.failing.interrupted !== true && !host.forgiven) host.state.failed = true;
  }
  const { noHostsLeft: times } = playRun;
  if (times > 0) run.bus.emit({ type: 'no-hosts-left', playId: id, times });
  run.bus.emit({ type: 'play-end', playId: id });
  const lost = batch.filter((host) => host.state.failed || host.state.unreachable).length;
  if (lost === batch.length) playRun.broken = playRun.ended = true;
  return lost < batch.length;
}

async function runFreely(playRun: PlayRun, strategy: string): Promise<void> {
  const hosts = new PQueue({
    concurrency: strategy === 'host_pinned' ? playRun.run.settings.forks : playRun.batch.length,
  });
  await Promise.all(playRun.batch.map((host) => hosts.add(() => runSections(playRun, [host]))));
}

function percentOf(value: Value | undefined): number | undefined {
  return value === undefined ? undefined : Number(pythonText(value).replace(/%$/, ''));
}

async function runSections(playRun: PlayRun, hosts: readonly PlayHost[]): Promise<void> {
  const { play } = playRun;
  const flow = { playRun, rescuable: false, cleanup: false };
  await gatherFacts(flow, hosts);
  await runSteps(flow, play.preTasks, hosts);
  await flushHandlers(flow, hosts);
  await runSteps(flow, play.roleBlocks, hosts);
  await runSteps(flow, play.tasks, hosts);
  await flushHandlers(flow, hosts);
  await runSteps(flow, play.postTasks, hosts);
  await flushHandlers(flow, hosts);
}

const checks = ({ run, play }: PlayRun, templar: Templar): boolean =>
  boolOf(keyword(play, templar, 'check_mode')) ?? run.settings.check;
