import type { Problem } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import type { Value } from '../core/value.js';
import type { Inventory } from '../inventory/inventory.js';
import { matchHosts } from '../inventory/match-hosts.js';
import { validateModuleArgs, type Registry } from '../module/index.js';
import { gathered, plainName, type Keyword, type Play, type Step, type Task } from '../playbook/index.js';

/** What is needed to judge a playbook without touching a host. */
export interface CheckContext {
  readonly registry: Registry;
  readonly inventory: Inventory;
}

/**
 * Everything that can be known to be wrong before a host is touched: arguments of modules, handlers that
 * nobody has, groups that do not exist.
 */
export async function checkPlays(plays: readonly Play[], context: CheckContext): Promise<Problem[]> {
  const problems: Problem[] = [];
  const growing = plays.some((play) => stepsOf(play).some(isGrowing));
  for (const play of plays) {
    const tasks = stepsOf(play);
    for (const task of tasks) problems.push(...(await checkArguments(task, context.registry)));
    problems.push(...checkHandlers(play, tasks));
    if (!growing) problems.push(...checkHosts(play, context.inventory));
  }
  return problems;
}

// a playbook that adds hosts or groups may name them later
const isGrowing = (task: Task): boolean => ['add_host', 'group_by'].includes(nameOf(task)) || task.dynamic !== undefined;

function stepsOf(play: Play): Task[] {
  const blocks = [...play.preTasks, ...play.roleBlocks, ...play.tasks, ...play.postTasks, ...play.handlers];
  return blocks.flatMap(tasksOf);
}

const tasksOf = (step: Step): Task[] =>
  step.kind === 'task' ? [step] : [...step.block, ...step.rescue, ...step.always].flatMap(tasksOf);

const nameOf = (task: Task): string => (typeof task.action.module === 'string' ? plainName(task.action.module) : '');

async function checkArguments(task: Task, registry: Registry): Promise<readonly Problem[]> {
  const { module, args, argsAt, at, templatedArgs } = task.action;
  if (typeof module !== 'string' || !registry.has(module)) return [];
  const partial = templatedArgs !== undefined || gathered(task, 'module_defaults').length > 0;
  return validateModuleArgs(await registry.find(module, at), args, { static: true, partial, argsAt, at });
}

// handlers of included roles are only known at run time, and names may be templates
function checkHandlers(play: Play, tasks: readonly Task[]): Problem[] {
  const handlers = play.handlers.flatMap((step) => (step.kind === 'task' ? [step] : [...step.block].flatMap(tasksOf)));
  if (tasks.some((task) => task.dynamic !== undefined)) return [];
  const known = new Set(handlers.flatMap(handlerNames));
  if (handlers.some((handler) => handler.name !== undefined && typeof handler.name !== 'string')) return [];
  return tasks.flatMap((task) => {
    const notify = task.keywords.get('notify');
    return notify ? namesIn(notify).filter((name) => !known.has(name)).map((name) => missingHandler(name, notify, known)) : [];
  });
}

function handlerNames(handler: Task): string[] {
  const listen = handler.keywords.get('listen');
  const name = typeof handler.name === 'string' ? handler.name : undefined;
  const own = name === undefined ? [] : [name, ...(handler.role ? [`${handler.role.name} : ${name}`] : [])];
  return [...own, ...(listen ? namesIn(listen) : [])];
}

const namesIn = (keyword: Keyword): string[] =>
  (Array.isArray(keyword.value) ? keyword.value : [keyword.value]).filter((one): one is string => typeof one === 'string');

const missingHandler = (name: string, notify: Keyword, known: Iterable<string>): Problem => ({
  code: 'unknown-handler',
  message: `The requested handler '${name}' was not found in either the main handlers list nor in the listening handlers list`,
  at: notify.valueAt,
  hint: didYouMean(name, known),
});

// A name that is close to a known one is a mistake; any other may be a group that this inventory leaves out.
function checkHosts(play: Play, inventory: Inventory): Problem[] {
  const patterns = (Array.isArray(play.hosts) ? play.hosts : [play.hosts]).filter((one: Value): one is string => typeof one === 'string');
  const at = play.keywords.get('hosts')?.valueAt;
  if (patterns.length === 0 || inventory.sources.length === 0) return [];
  return matchHosts(inventory, patterns, at ? { at } : {}).problems.filter((problem) => problem.hint !== undefined);
}
