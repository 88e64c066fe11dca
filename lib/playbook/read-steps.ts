import type { YamlEntry, YamlMap, YamlNode } from '../yaml/index.js';
import { pythonText } from '../schema/index.js';
import { checkKeywords } from './check-task.js';
import type { StepContext } from './context.js';
import { checkInclude, mayBeHandler } from './check-include.js';
import { expandImport } from './expand-import.js';
import { findTaskFile } from './find-task-file.js';
import { findAction, readAction, unwrapAction, type ActionSource } from './read-action.js';
import { importNames, plainName } from './engine-actions.js';
import { readKeyword, readKeywords, readVars, reportUnknownKeyword } from './read-keywords.js';
import { nextTaskId } from './task-id.js';
import type { Block, Keyword, Keywords, Loop, Parent, Step, Task } from './types.js';

/** Reads a list of tasks and blocks; static imports are replaced by the blocks they stand for. */
export function readSteps(node: YamlNode | undefined, context: StepContext): Step[] {
  if (!node || (node.kind === 'scalar' && node.value === null)) return [];
  const { problems } = context.play;
  if (node.kind !== 'list') {
    problems.add('bad-tasks', 'tasks are a list', node.at, 'each task starts with "- "');
    return [];
  }
  return node.items.flatMap((item) => {
    if (item.kind === 'map') return readStep(item, context) ?? [];
    if (!(item.kind === 'scalar' && item.value === null)) {
      problems.add('bad-task', 'a task is a dictionary of a module and keywords', item.at);
    }
    return [];
  });
}

function readStep(map: YamlMap, context: StepContext): Step | undefined {
  const isBlock = map.entries.some((e) => e.key === 'block' || e.key === 'rescue' || e.key === 'always');
  const { parent, place } = context;
  // the tasks of a block are handlers, each for itself; Ansible allows no block in it
  if (isBlock && place === 'handler' && parent.kind === 'block' && parent.origin === 'written') {
    context.play.problems.add('bad-handler', 'Using a block as a handler is not supported.', map.at);
    return undefined;
  }
  return isBlock ? readBlock(map, context) : readTask(map, context);
}

function readBlock(map: YamlMap, context: StepContext): Block {
  const { problems } = context.play;
  const { keywords, others } = readKeywords(map, 'block');
  for (const entry of others) reportUnknownKeyword(entry, 'block', problems);
  const block: Step[] = [];
  const rescue: Step[] = [];
  const always: Step[] = [];
  const node: Block = {
    kind: 'block',
    at: map.at,
    origin: 'written',
    name: keywords.get('name')?.value ?? null,
    keywords,
    vars: readVars(keywords, problems),
    block,
    rescue,
    always,
    parent: context.parent,
    role: context.role,
  };
  const inside = { ...context, parent: node };
  block.push(...readSteps(entryOf(map, 'block')?.value, inside));
  rescue.push(...readSteps(entryOf(map, 'rescue')?.value, inside));
  always.push(...readSteps(entryOf(map, 'always')?.value, inside));
  if (!entryOf(map, 'block')) {
    problems.add(
      'no-block',
      "'rescue' and 'always' belong to a 'block'",
      map.at,
      'add `block:` with the tasks to guard',
    );
  }
  return node;
}

function readTask(map: YamlMap, context: StepContext): Step | undefined {
  const { problems, options } = context.play;
  const { keywords, others } = readKeywords(map, context.place);
  const loops = others.filter((e) => isLoop(e, context));
  const rest = others.filter((e) => !loops.includes(e));
  const source = actionSource(map, rest, context);
  if (!source) return undefined;
  const action = readAction(source, entryOf(map, 'args'), options, problems);
  checkKeywords(map, keywords, problems);
  const task: Task = {
    kind: 'task',
    id: nextTaskId(),
    at: map.at,
    file: context.file,
    name: keywords.get('name')?.value ?? undefined,
    action,
    keywords: withLocalDelegate(keywords),
    vars: readVars(keywords, problems),
    loop: readLoop(keywords, loops, context),
    parent: context.parent,
    role: context.role,
    handler: context.place === 'handler',
    dynamic: dynamicKind(action.module),
  };
  checkInclude(task, problems, context.play.options);
  if (task.handler && !mayBeHandler(task, problems)) return undefined;
  return isImport(task) || isStaticInclude(task, context) ? expandImport(task, context) : task;
}

// `with_NAME` is a loop where NAME is a lookup; who writes a collection's name knows
function isLoop({ key }: YamlEntry, { play }: StepContext): boolean {
  if (typeof key !== 'string' || !key.startsWith('with_')) return false;
  const name = plainName(key.slice(5));
  return name.includes('.') || [...play.options.lookupNames()].includes(name);
}

function actionSource(
  map: YamlMap,
  rest: readonly YamlEntry[],
  context: StepContext,
): ActionSource | undefined {
  const { problems, options } = context.play;
  const written = entryOf(map, 'action') ?? entryOf(map, 'local_action');
  if (!written) return findAction(rest, map.at, options, problems);
  for (const entry of rest) {
    const name = pythonText(entry.key);
    if (options.isModule(name)) {
      problems.add(
        'conflicting-actions',
        `conflicting action statements: ${pythonText(written.key)}, ${name}`,
        entry.keyAt,
      );
    } else reportUnknownKeyword(entry, context.place, problems);
  }
  return unwrapAction(written.value, written.keyAt, options, problems);
}

// `local_action` is `action` with `delegate_to: localhost`
function withLocalDelegate(keywords: Keywords): Keywords {
  const local = keywords.get('local_action');
  if (!local || keywords.has('delegate_to')) return keywords;
  return new Map(keywords).set('delegate_to', { ...local, name: 'delegate_to', value: 'localhost' });
}

function readLoop(keywords: Keywords, loops: readonly YamlEntry[], context: StepContext): Loop | undefined {
  const written: Keyword[] = loops.map(readKeyword);
  const loop = keywords.get('loop');
  if (loop && loop.value !== null) written.push(loop);
  const empty = written.find(({ value }) => value === null);
  if (empty)
    context.play.problems.add('empty-loop', `you must specify a value when using ${empty.name}`, empty.at);
  if (written.length > 1) {
    context.play.problems.add(
      'duplicate-loop',
      `duplicate loop in task: ${written.map((k) => k.name).join(', ')}`,
      written[1]!.at,
    );
  }
  const only = written[0];
  if (!only) return undefined;
  return {
    lookup: only.name === 'loop' ? undefined : only.name.slice(5),
    value: only.value,
    at: only.valueAt,
  };
}

function dynamicKind(module: Task['action']['module']): Task['dynamic'] {
  const name = typeof module === 'string' ? plainName(module) : '';
  return name === 'include_tasks' || name === 'include_role' || name === 'include' ? name : undefined;
}

function isImport(task: Task): boolean {
  return typeof task.action.module === 'string' && importNames.has(plainName(task.action.module));
}

/** The old `include:` is an import where its file can be known beforehand. */
function isStaticInclude(task: Task, { play }: StepContext): boolean {
  if (task.dynamic !== 'include' || task.loop) return false;
  const file = task.action.args.get('_raw_params') ?? task.action.args.get('file');
  if (typeof file !== 'string' || isDynamic(task.parent)) return false;
  return (
    findTaskFile(file, { ...task, fromFile: task.file, playbookDir: play.playbookDir }).path !== undefined
  );
}

const isDynamic = (node: Parent): boolean =>
  node.kind === 'task' || (node.kind === 'block' && (node.origin === 'include' || isDynamic(node.parent)));

export function entryOf(map: YamlMap, key: string): YamlEntry | undefined {
  return map.entries.find((entry) => entry.key === key);
}
