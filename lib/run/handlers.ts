import { TsplayError } from '../core/problem.js';
import { TemplateString, type Value } from '../core/value.js';
import type { Role, Step, Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';
import { Templar } from '../template/index.js';

import type { PlayRun } from './context.js';
import type { Flow } from './flow.js';
import { handlerKey, type HandlerList } from './handler-list.js';
import type { PlayHost } from './host.js';
import { splitTags } from './tags.js';

interface NamedHandler {
  readonly task: Task;
  readonly key: string;
  readonly names: readonly string[];
  readonly topics: readonly string[];
}

const known = new WeakMap<HandlerList, Named>();

interface Named {
  readonly count: number;
  /** In order, each once. */
  readonly list: readonly NamedHandler[];
  /** In the order in which a name is looked for. */
  readonly search: readonly NamedHandler[];
}

/** The handlers that a notification means: the first of its name, and all that listen to it. */
export function handlersFor(playRun: PlayRun, wanted: string): readonly Task[] {
  const { list, search } = namedHandlers(playRun);
  const called = search.find((handler) => handler.names.includes(wanted));
  return list
    .filter((handler) => handler === called || handler.topics.includes(wanted))
    .map((handler) => handler.task);
}

export function handlerNames(playRun: PlayRun): string[] {
  return namedHandlers(playRun).list.flatMap((handler) => [...handler.names, ...handler.topics]);
}

/**
 * Runs what was notified, in the order of definition. What a handler notifies further down runs in the same
 * pass; one further up waits for the next flush, as in Ansible, so that handlers never loop.
 *
 * With force_handlers a host that failed in a task runs its handlers, but one that failed in a handler runs no
 * more of them, in no later flush either. Without it such a host runs the rest only when a rescue brought it
 * back.
 */
export async function flushHandlers(flow: Flow, hosts: readonly PlayHost[]): Promise<void> {
  const { playRun } = flow;
  const failed = new Set<PlayHost>();
  for (const { task, key } of namedHandlers(playRun).list) {
    const notified = hosts.filter(
      (host) => host.notified.has(key) && mayRun(playRun, host) && !failed.has(host),
    );
    if (notified.length === 0) continue;
    for (const host of notified) host.notified.delete(key);
    for (const host of await runHandler(flow, task, notified)) {
      failed.add(host);
      if (playRun.forceHandlers) host.notified.clear();
    }
  }
}

const mayRun = ({ forceHandlers }: PlayRun, host: PlayHost): boolean =>
  host.left === undefined &&
  (host.failing === undefined || (forceHandlers && host.failing.interrupted !== true));

/** The hosts it failed on. With force_handlers a failed host runs its handlers and stays failed. */
async function runHandler(flow: Flow, task: Task, hosts: readonly PlayHost[]): Promise<readonly PlayHost[]> {
  const { playRun } = flow;
  const before = hosts.map((host) => host.failing);
  for (const host of hosts) host.failing = undefined;
  await playRun.runTask(flow, task, hosts);
  const failed = hosts.filter((host) => host.failing !== undefined);
  hosts.forEach((host, i) => (host.failing ??= before[i]));
  return failed;
}

// The last place that defines a name wins, and in that place the first of the name: include_role before import_role before
// the play before roles.
function searchOrder(all: readonly NamedHandler[]): readonly NamedHandler[] {
  const places = new Map<Role | undefined, NamedHandler[]>();
  let last: Role | undefined | null = null;
  for (const handler of all) {
    const { role } = handler.task;
    if (role !== last) {
      places.delete(role);
      places.set(role, []);
    }
    places.get(role)!.push(handler);
    last = role;
  }
  return [...places.values()].reverse().flat();
}

function namedHandlers(playRun: PlayRun): Named {
  const { steps } = playRun.handlers;
  const made = known.get(playRun.handlers);
  if (made?.count === steps.length) return made;
  const byTask = new Map(made?.list.map((handler) => [handler.task, handler]));
  const all = tasksOf(steps).map((task) => {
    const handler = byTask.get(task) ?? nameHandler(playRun, task);
    byTask.set(task, handler);
    return handler;
  });
  const named = { count: steps.length, list: [...new Set(all)], search: searchOrder(all) };
  known.set(playRun.handlers, named);
  return named;
}

const tasksOf = (steps: readonly Step[]): Task[] =>
  steps.flatMap((step) => (step.kind === 'task' ? [step] : tasksOf(step.block)));

function nameHandler(playRun: PlayRun, task: Task): NamedHandler {
  const listen = task.keywords.get('listen')?.value;
  const name = task.name === undefined || task.name === null ? undefined : render(playRun, task, task.name);
  const role = task.role?.name;
  const names = name === undefined ? [] : role === undefined ? [name] : [name, `${role} : ${name}`];
  return { task, key: handlerKey(task), names, topics: listen === undefined ? [] : splitListen(listen) };
}

const splitListen = (listen: Value): string[] =>
  Array.isArray(listen) ? listen.map(pythonText) : splitTags([pythonText(listen)]);

/** Handlers are named before any host is known: play, role and extra variables are all there is. */
function render(playRun: PlayRun, task: Task, name: Value): string | undefined {
  if (!(name instanceof TemplateString)) return pythonText(name);
  try {
    return pythonText(
      new Templar({ ...playRun.run.settings.templating, variables: playRun.namingScope(task) }).render(name),
    );
  } catch (error) {
    if (!(error instanceof TsplayError)) throw error;
    const why = error.problems.map((problem) => problem.message).join('; ');
    playRun.run.bus.warn(
      `Handler '${name.text}' is unusable because it has no listen topics and the name could not be templated (host-specific variables are not supported in handler names). The error: ${why}`,
      { at: task.at },
    );
    return undefined;
  }
}
