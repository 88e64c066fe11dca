import { TsplayError } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import { isDict, type Dict, type Value } from '../core/value.js';
import { findTaskFile } from '../playbook/index.js';
import {
  roleBlocks,
  type Block,
  type Keyword,
  type Keywords,
  type Role,
  type Step,
  type Task,
} from '../playbook/types.js';
import { parseBool, pythonText } from '../schema/index.js';

import { BadPlaybooks, exitCodeOfMistakes } from './bad-playbooks.js';
import { errorResult } from './error-result.js';
import type { PlayRun } from './context.js';
import type { Flow } from './flow.js';
import type { PlayHost } from './host.js';
import type { NamedTask } from './named-task.js';
import type { IncludeRequest, Outcome } from './outcome.js';
import { plain } from './plain.js';
import { settle } from './settle.js';

/**
 * Carries out include_tasks and include_role: hosts that ask for the same thing go through it together, the
 * items of a loop one after the other. All are read before the first one runs.
 */
export async function runIncludes(
  flow: Flow,
  named: NamedTask,
  hosts: readonly PlayHost[],
  outcomes: readonly Outcome[],
  onFailure: () => void,
): Promise<void> {
  const loaded = groupsOf(hosts, outcomes).map((group) => {
    const members = group.hosts.filter((host) => host.alive);
    const steps = members.length === 0 ? [] : loadFor(flow, named, group, members);
    if (!steps) onFailure();
    return { steps: steps ?? [], members };
  });
  for (const { steps, members } of loaded) {
    const alive = members.filter((host) => host.alive);
    if (alive.length > 0) await flow.playRun.runSteps(flow, steps, alive);
  }
}

interface IncludeGroup {
  readonly request: IncludeRequest;
  readonly hosts: PlayHost[];
}

/** In the order of items, then of hosts. */
function groupsOf(hosts: readonly PlayHost[], outcomes: readonly Outcome[]): IncludeGroup[] {
  const groups = new Map<string, IncludeGroup>();
  const most = Math.max(0, ...outcomes.map((outcome) => outcome.includes.length));
  for (let item = 0; item < most; item++) {
    outcomes.forEach((outcome, i) => {
      const request = outcome.includes[item];
      if (!request) return;
      const key = `${item} ${describe(asked(request.args))} ${describe(request.loopVars)}`;
      const group = groups.get(key) ?? { request, hosts: [] };
      group.hosts.push(hosts[i]!);
      groups.set(key, group);
    });
  }
  return [...groups.values()];
}

// what applies inside is rendered there, by each host
const asked = (args: Dict): Dict => new Map([...args].filter(([name]) => name !== 'apply'));
const describe = (value: Value): string => JSON.stringify(plain(value));

function loadFor(
  flow: Flow,
  named: NamedTask,
  group: IncludeGroup,
  members: readonly PlayHost[],
): readonly Step[] | undefined {
  try {
    return named.task.dynamic === 'include_role'
      ? roleSteps(flow, named, group, members)
      : fileSteps(flow, named, group, members);
  } catch (error) {
    if (!(error instanceof TsplayError) || error instanceof BadPlaybooks) throw error;
    for (const host of members) failInclude(flow, named, host, error);
    return undefined;
  }
}

/** As in Ansible, a file that is no list of tasks ends the run; one that is not there fails its hosts. */
function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TsplayError && exitCodeOfMistakes(error.problems) === 4)
      throw new BadPlaybooks(error.problems);
    throw error;
  }
}

function failInclude(flow: Flow, named: NamedTask, host: PlayHost, error: TsplayError): void {
  if (named.task.dynamic !== 'include_role') host.state.totals.ok--;
  settle(
    flow,
    named,
    host,
    {
      status: 'failed',
      result: named.task.dynamic === 'include_role' ? errorResult(error) : withReason(errorResult(error)),
      durationMs: 0,
      looped: false,
      ignored: false,
      noLog: false,
      includes: [],
    },
    [host],
  );
}

// Ansible's word for why a file was not included
function withReason(result: Dict): Dict {
  const { msg, ...rest } = Object.fromEntries(result) as Record<string, Value>;
  return new Map<Value, Value>([['reason', msg ?? ''], ...Object.entries(rest)]);
}

function fileSteps(
  flow: Flow,
  { task, ref }: NamedTask,
  { request }: IncludeGroup,
  members: readonly PlayHost[],
): readonly Step[] {
  const { run } = flow.playRun;
  const name = pythonText(request.args.get('file') ?? request.args.get('_raw_params') ?? '').trim();
  if (name === '') throw problem('missing-argument', 'include_tasks names no file', task.at);
  const found = findTaskFile(name, {
    fromFile: task.file,
    role: task.role,
    playbookDir: run.settings.playbookDir(),
  });
  if (!found.path)
    throw problem(
      'missing-file',
      `Could not find or access '${found.searched[0] ?? name}' on the Ansible Controller.`,
      task.at,
    );
  tellIncluded(flow, ref, found.path, members, request);
  const block = includeBlock(task, request);
  const inner = applied(block, task, request.args.get('apply'), freeVars(request.args));
  const { path } = found;
  const place = { parent: inner, role: task.role, handlers: task.handler };
  const { steps, imported } = reading(() => run.loader.loadTaskFile(path, place));
  (inner.block as Step[]).push(...steps);
  takeRoles(flow.playRun, imported);
  return [inner];
}

/** `include: file.yml a=1`: what is not the file is a variable inside, as a task's are: facts that were set win. */
function freeVars(args: Dict): Dict {
  const vars: Dict = new Map();
  for (const [name, value] of args)
    if (!['file', '_raw_params', 'apply'].includes(pythonText(name))) vars.set(name, value);
  return vars;
}

function includeBlock(task: Task, request: IncludeRequest): Block {
  return {
    kind: 'block',
    at: task.at,
    origin: 'include',
    name: null,
    keywords: new Map(),
    vars: request.loopVars,
    block: [],
    rescue: [],
    always: [],
    parent: task,
    role: task.role,
  };
}

/** `apply:` is a block with those keywords, and `free` among its variables, around everything inside. */
function applied(block: Block, task: Task, apply: Value | undefined, free: Dict = new Map()): Block {
  if (!isDict(apply) && free.size === 0) return block;
  const options: Dict = isDict(apply) ? apply : new Map<Value, Value>();
  const written = [...options].filter(([name]) => name !== 'vars');
  const keywords: Keywords = new Map(
    written.map(([name, value]) => [pythonText(name), keyword(name, value, task)]),
  );
  const vars = options.get('vars');
  return {
    ...block,
    origin: 'written',
    keywords,
    vars: isDict(vars) ? new Map([...free, ...vars]) : free,
    block: [],
    parent: block,
  };
}

const keyword = (name: Value, value: Value, task: Task): Keyword => ({
  name: pythonText(name),
  value,
  at: task.at,
  valueAt: task.at,
});

function roleSteps(
  flow: Flow,
  { task, ref }: NamedTask,
  { request }: IncludeGroup,
  members: readonly PlayHost[],
): readonly Step[] {
  const { playRun } = flow;
  const { args } = request;
  const name = pythonText(args.get('name') ?? args.get('role') ?? '').trim();
  if (name === '') throw problem('missing-argument', "'name' is a required field for include_role.", task.at);
  const block = includeBlock(task, request);
  const inner = applied(block, task, args.get('apply'));
  const use = {
    name,
    at: task.at,
    parent: inner,
    taskVars: new Map([...task.vars, ...request.loopVars]),
    parents: task.role ? [task.role, ...task.role.parents] : [],
    allowDuplicates: flag(args.get('allow_duplicates'), true),
    rolespecValidate: flag(args.get('rolespec_validate'), true),
    public: flag(args.get('public'), false),
    mayRecur: true,
    byTask: true,
    ...from('tasksFrom', args.get('tasks_from')),
    ...from('varsFrom', args.get('vars_from')),
    ...from('defaultsFrom', args.get('defaults_from')),
    ...from('handlersFrom', args.get('handlers_from')),
  };
  const { role, imported } = reading(() => playRun.run.loader.loadRole(use));
  tellIncluded(flow, ref, name, members, request);
  takeRoles(playRun, imported);
  playRun.handlers.take(role);
  if (role.public) playRun.roles.push(role);
  return roleBlocks(role);
}

/** What an import in an included file names is the play's from then on. */
function takeRoles(playRun: PlayRun, roles: readonly Role[]): void {
  for (const role of roles) {
    if (!playRun.roles.some(({ identity }) => identity === role.identity)) playRun.roles.push(role);
    playRun.handlers.take(role);
  }
}

const flag = (value: Value | undefined, otherwise: boolean): boolean =>
  value === undefined || value === null ? otherwise : parseBool(value);

function from<K extends string>(key: K, value: Value | undefined): { [P in K]?: string } {
  return value === undefined || value === null ? {} : ({ [key]: pythonText(value) } as { [P in K]?: string });
}

function tellIncluded(
  { playRun }: Flow,
  ref: NamedTask['ref'],
  file: string,
  members: readonly PlayHost[],
  request: IncludeRequest,
): void {
  const label = request.label === undefined ? {} : { label: plain(request.label) };
  playRun.run.bus.emit({
    type: 'included',
    task: ref,
    file,
    hosts: members.map((host) => host.name),
    ...label,
  });
}

const problem = (code: string, message: string, at: SourcePos): TsplayError =>
  new TsplayError({ code, message, at });
