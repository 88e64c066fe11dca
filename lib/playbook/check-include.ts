import type { SourcePos } from '../core/position.js';
import { didYouMean } from '../core/suggest.js';
import { isDict, TemplateString } from '../core/value.js';
import { pythonText, pythonType } from '../schema/index.js';
import { plainName } from './engine-actions.js';
import { includeOptionNames } from './include-options.js';
import { isKeyword } from './keywords.js';
import type { ProblemList } from './problem-list.js';
import type { LoaderOptions, Task } from './types.js';

/** What an include itself can carry out; the rest goes inside, with `apply`. */
const keywordsOfIncludes = new Set([
  'action',
  'args',
  'collections',
  'debugger',
  'ignore_errors',
  'loop',
  'loop_control',
  'name',
  'no_log',
  'register',
  'run_once',
  'tags',
  'timeout',
  'vars',
  'when',
]);

/** A role cannot be a handler, nor can what runs handlers. */
export function mayBeHandler({ action, at }: Task, problems: ProblemList): boolean {
  const name = typeof action.module === 'string' ? plainName(action.module) : '';
  const isRole = name === 'include_role' || name === 'import_role';
  const isFlush = name === 'meta' && action.args.get('_raw_params') === 'flush_handlers';
  if (isRole) problems.add('bad-handler', `Using '${name}' as a handler is not supported.`, at);
  if (isFlush) problems.add('bad-handler', 'flush_handlers cannot be used as a handler', at);
  return !isRole && !isFlush;
}

/** What an include or import cannot be asked for is known when it is read. */
export function checkInclude(
  task: Task,
  problems: ProblemList,
  { allowsIdleKeywords }: Pick<LoaderOptions, 'allowsIdleKeywords'>,
): void {
  const { action, at } = task;
  if (typeof action.module !== 'string') return;
  const name = plainName(action.module);
  if (name === 'import_tasks' && action.args.has('apply'))
    problems.add(
      'unknown-option',
      'Invalid options for import_tasks: apply',
      action.argsAt.get('apply') ?? at,
    );
  const known = name === 'import_tasks' ? undefined : includeOptionNames(name);
  if (!known) return;
  if (task.dynamic !== undefined)
    for (const { name, at, title } of idleKeywords(task))
      if (allowsIdleKeywords) problems.warn('unknown-keyword', `Ignoring invalid attribute: ${name}`, at);
      else
        problems.add(
          'unknown-keyword',
          `'${name}' is not a valid attribute for a ${title}`,
          at,
          `apply: {${name}: …} sets it for the tasks inside`,
        );
  const unknown = [...action.args.keys()].filter(
    (key) => typeof key === 'string' && key !== '_raw_params' && !known.includes(key),
  );
  if (unknown.length > 0)
    problems.add(
      'unknown-option',
      `Invalid options for ${name}: ${unknown.map(pythonText).join(',')}`,
      action.argsAt.get(unknown[0]!) ?? at,
      didYouMean(pythonText(unknown[0]!), known),
    );
  checkApply(task, problems);
  for (const key of ['tasks_from', 'vars_from', 'defaults_from', 'handlers_from']) {
    const value = action.args.get(key);
    if (value === undefined || value === null || typeof value === 'string' || value instanceof TemplateString)
      continue;
    problems.add(
      'bad-option',
      `Expected a string for ${key} but got <class '${pythonType(value)}'> instead`,
      action.argsAt.get(key) ?? at,
    );
  }
}

/** What is applied is said by a block around the tasks. */
function checkApply({ action: { args, argsAt }, at }: Task, problems: ProblemList): void {
  const apply = args.get('apply');
  for (const name of isDict(apply) ? apply.keys() : [])
    if (typeof name === 'string' && !isKeyword(name, 'block'))
      problems.add(
        'unknown-keyword',
        `'${name}' is not a valid attribute for a Block`,
        argsAt.get('apply') ?? at,
      );
}

/** Keywords of an include that mean nothing to itself. */
function idleKeywords({
  dynamic,
  handler,
  keywords,
}: Task): { name: string; at: SourcePos; title: string }[] {
  const title = dynamic === 'include_role' ? 'IncludeRole' : `${handler ? 'Handler' : ''}TaskInclude`;
  return [...keywords.values()]
    .filter(({ name }) => !keywordsOfIncludes.has(name) && !(handler && name === 'listen'))
    .map(({ name, at }) => ({ name, at, title }));
}
