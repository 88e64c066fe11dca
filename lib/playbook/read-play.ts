import { didYouMean } from '../core/suggest.js';
import { isDict, type Dict, type Value } from '../core/value.js';
import type { YamlMap } from '../yaml/index.js';
import { pythonText } from '../schema/index.js';
import type { PlayContext, StepContext } from './context.js';
import { plainName } from './engine-actions.js';
import { keywordNames } from './keywords.js';
import { readKeywords, readVars } from './read-keywords.js';
import { readRoleUse } from './read-role-use.js';
import { entryOf, readSteps } from './read-steps.js';
import { roleBlocks, type Block, type Keywords, type Play, type Role, type Step } from './types.js';

/** What an `import_playbook` gives to the plays it imports. */
export interface PlayImport {
  readonly keywords: Keywords;
  readonly vars: Dict;
}

const includeHint = 'import_playbook imports a playbook';

const sections = ['pre_tasks', 'tasks', 'post_tasks'] as const;

/** Reads one play with everything it names statically: roles, imported tasks, handlers. */
export function readPlay(
  map: YamlMap,
  file: string,
  context: PlayContext,
  imported: PlayImport | undefined,
): Play | undefined {
  const { problems } = context;
  const { keywords: written, others } = readKeywords(map, 'play');
  for (const entry of others) {
    const name = pythonText(entry.key);
    const hint = plainName(name) === 'include' ? includeHint : didYouMean(name, keywordNames('play'));
    problems.add('unknown-keyword', `'${name}' is not a valid attribute for a Play`, entry.keyAt, hint);
  }
  const keywords = withImport(withRemoteUser(written, context), imported);
  const hosts = keywords.get('hosts');
  if (!hosts || isEmpty(hosts.value)) {
    const hint = 'name the hosts or groups of the play: `hosts: all`';
    if (!hosts) problems.add('no-hosts', "the field 'hosts' is required but was not set", map.at, hint);
    else
      problems.add('no-hosts', 'Hosts list cannot be empty. Please check your playbook', hosts.valueAt, hint);
    return undefined;
  }
  const parts = {
    preTasks: [] as Block[],
    roleBlocks: [] as Block[],
    tasks: [] as Block[],
    postTasks: [] as Block[],
  };
  const handlers: Step[] = [];
  checkPrompts(keywords, context);
  const play: Play = {
    kind: 'play',
    at: map.at,
    file,
    name: keywords.get('name')?.value ?? hosts.value,
    hosts: hosts.value,
    keywords,
    vars: new Map([...readVars(written, problems), ...(imported?.vars ?? [])]),
    ...parts,
    handlers,
    roles: context.roles,
  };
  const steps: StepContext = {
    play: context,
    file,
    parent: play,
    role: undefined,
    place: 'task',
    importing: [file],
  };
  const [pre, tasks, post] = sections.map((name) => readSection(map, name, play, steps, imported));
  parts.preTasks.push(pre!.block);
  const used = readRoles(map, play, context, imported);
  parts.roleBlocks.push(...used.flatMap(roleBlocks));
  parts.tasks.push(tasks!.block);
  parts.postTasks.push(post!.block);
  const own = readSteps(entryOf(map, 'handlers')?.value, { ...steps, place: 'handler' });
  handlers.push(...handlersOf(used), ...own, ...pre!.handlers, ...post!.handlers, ...tasks!.handlers);
  return play;
}

interface Section {
  readonly block: Block;
  /** Of the roles it imports. */
  readonly handlers: readonly Step[];
}

const handlersOf = (roles: readonly Role[]): Step[] =>
  withDependencies(roles).flatMap((role) => role.handlers);

function readSection(
  map: YamlMap,
  name: string,
  play: Play,
  context: StepContext,
  imported: PlayImport | undefined,
): Section {
  const steps: Step[] = [];
  const block = sectionBlock(play, steps, imported);
  const node = entryOf(map, name)?.value;
  if (node && node.kind !== 'list' && !(node.kind === 'scalar' && node.value === null)) {
    const written = node.kind === 'scalar' ? pythonText(node.value) : 'a dictionary';
    const message = `A malformed block was encountered while loading ${name}: ${written} should be a list or None`;
    context.play.problems.add('bad-tasks', message, node.at, 'each task starts with "- "');
    return { block, handlers: [] };
  }
  const known = context.play.roles.length;
  steps.push(...readSteps(entryOf(map, name)?.value, { ...context, parent: block }));
  return { block, handlers: handlersOf(context.play.roles.slice(known)) };
}

// `when` of an import_playbook stands on all tasks of its plays; a play itself has no `when`
function sectionBlock(play: Play, block: readonly Step[], imported: PlayImport | undefined): Block {
  const when = imported?.keywords.get('when');
  return {
    kind: 'block',
    at: play.at,
    origin: 'section',
    name: null,
    keywords: when ? new Map([['when', when]]) : new Map(),
    vars: new Map(),
    block,
    rescue: [],
    always: [],
    parent: play,
    role: undefined,
  };
}

function readRoles(map: YamlMap, play: Play, context: PlayContext, imported: PlayImport | undefined): Role[] {
  const { problems } = context;
  const node = entryOf(map, 'roles')?.value;
  if (!node || (node.kind === 'scalar' && node.value === null)) return [];
  if (node.kind !== 'list') {
    problems.add(
      'bad-roles',
      'A malformed role declaration was encountered.',
      node.at,
      'roles are a list: each role starts with "- "',
    );
    return [];
  }
  const parent = imported?.keywords.has('when') ? sectionBlock(play, [], imported) : play;
  const used: Role[] = [];
  for (const item of node.items) {
    const use = readRoleUse(item, { play: context, parent, parents: [] });
    const role = use && problems.collect(() => context.loadRole(use, [play.file]));
    if (role) used.push(role);
  }
  context.roles.unshift(...used);
  return used;
}

/** Dependencies come before the roles that need them; each role object once. */
export function withDependencies(roles: readonly Role[]): Role[] {
  const seen = new Set<Role>();
  const visit = (role: Role): void => {
    for (const dependency of role.dependencies) visit(dependency);
    seen.add(role);
  };
  for (const role of roles) visit(role);
  return [...seen];
}

function checkPrompts(keywords: Keywords, { problems }: PlayContext): void {
  const prompts = keywords.get('vars_prompt');
  if (!Array.isArray(prompts?.value)) return;
  for (const one of prompts.value)
    if (isDict(one) && !one.has('name'))
      problems.add('bad-prompt', "Invalid vars_prompt data structure, missing 'name' key", prompts.valueAt);
}

function withRemoteUser(keywords: Keywords, context: PlayContext): Keywords {
  const user = keywords.get('user');
  if (!user) return keywords;
  if (keywords.has('remote_user')) {
    context.problems.add(
      'conflicting-keywords',
      "both 'user' and 'remote_user' are set for this play.",
      user.at,
    );
  }
  return new Map(keywords).set('remote_user', { ...user, name: 'remote_user' });
}

function withImport(keywords: Keywords, imported: PlayImport | undefined): Keywords {
  const tags = imported?.keywords.get('tags');
  if (!tags) return keywords;
  const own = keywords.get('tags');
  return new Map(keywords).set(
    'tags',
    own ? { ...own, value: [...asList(tags.value), ...asList(own.value)] } : tags,
  );
}

const asList = (value: Value): Value[] => (Array.isArray(value) ? value : [value]);

const isEmpty = (value: Value): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value) && (value.length === 0 || value.some((one) => one === null || one === '')));
