import { TemplateString, type Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';
import type { StepContext } from './context.js';
import { plainName } from './engine-actions.js';
import { findTaskFile } from './find-task-file.js';
import { staticPlace } from './static-place.js';
import { roleBlocks, type Block, type Step, type Task } from './types.js';

/** `import_tasks` and `import_role` become a block that carries the task's keywords to what it imports. */
export function expandImport(task: Task, context: StepContext): Block | undefined {
  const kind = plainName(pythonText(task.action.module));
  const { problems } = context.play;
  if (task.loop) {
    problems.add(
      'loop-on-import',
      `you cannot use loops on '${kind}' statements`,
      task.loop.at,
      `use include_${kind.slice(7)} instead`,
    );
    return undefined;
  }
  if (kind === 'import_playbook') {
    problems.add('misplaced-import', 'import_playbook stands between plays, not among tasks', task.at);
    return undefined;
  }
  if (kind === 'import_role') return importRole(task, context);
  return importTasks(task, kind === 'include' ? 'old_include' : 'import_tasks', context);
}

function importTasks(task: Task, origin: Imported, context: StepContext): Block | undefined {
  const name = staticText(task, ['file', '_raw_params'], context);
  if (name === undefined) return undefined;
  const { problems, playbookDir } = context.play;
  const found = findTaskFile(name, { fromFile: task.file, role: context.role, playbookDir });
  if (!found.path) {
    problems.add(
      'missing-file',
      `could not find the task file '${name}'`,
      task.at,
      `looked for ${found.searched.join(', ')}`,
    );
    return undefined;
  }
  if (context.importing.includes(found.path)) {
    problems.add(
      'import-cycle',
      `'${name}' imports itself: ${[...context.importing, found.path].join(' -> ')}`,
      task.at,
    );
    return undefined;
  }
  const steps: Step[] = [];
  const inside: Step[] = [];
  const parameters = parameterBlock(task, inside, context);
  const parent = parameters ?? context.parent;
  const block = blockFor(task, origin, steps, { ...context, parent });
  inside.push(block);
  steps.push(
    ...context.play.readTaskFile(found.path, {
      ...context,
      parent: block,
      importedAt: task.action.at,
      importing: [...context.importing, found.path],
    }),
  );
  return parameters ?? block;
}

/** `include: file.yml a=1`: what is not the file is a variable of a block around it, so that facts that were set win. */
function parameterBlock(task: Task, block: Step[], { parent, role }: StepContext): Block | undefined {
  const vars = new Map([...task.action.args].filter(([key]) => key !== 'file' && key !== '_raw_params'));
  if (vars.size === 0) return undefined;
  const { at } = task;
  const nothing = { name: null, keywords: new Map(), rescue: [], always: [] };
  return { kind: 'block', origin: 'written', at, ...nothing, vars, block, parent, role };
}

function importRole(task: Task, context: StepContext): Block | undefined {
  const name = staticText(task, ['name', 'role'], context);
  if (name === undefined) return undefined;
  const steps: Step[] = [];
  const block = blockFor(task, 'import_role', steps, context);
  const option = (key: string): string | undefined => {
    const value = task.action.args.get(key);
    return value === undefined || value === null ? undefined : pythonText(renderStatic(value, task, context));
  };
  const role = context.play.problems.collect(() =>
    context.play.loadRole(
      {
        name,
        at: task.at,
        parent: block,
        parents: context.role ? [context.role, ...context.role.parents] : [],
        taskVars: task.vars,
        ...given('tasksFrom', option('tasks_from')),
        ...given('varsFrom', option('vars_from')),
        ...given('defaultsFrom', option('defaults_from')),
        ...given('handlersFrom', option('handlers_from')),
        ...given('allowDuplicates', asBool(option('allow_duplicates') ?? 'true')),
        ...given('rolespecValidate', asBool(option('rolespec_validate') ?? 'true')),
        public: true,
        byTask: true,
      },
      context.importing,
    ),
  );
  if (!role) return undefined;
  context.play.roles.push(role);
  steps.push(...roleBlocks(role));
  return block;
}

const asBool = (text: string): boolean => !/^(no|false|off|0|n|f)$/i.test(text);

function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}

type Imported = 'import_tasks' | 'import_role' | 'old_include';

function blockFor(task: Task, origin: Imported, steps: Step[], context: StepContext): Block {
  return {
    kind: 'block',
    at: task.at,
    origin,
    name: task.name ?? null,
    keywords: task.keywords,
    vars: task.vars,
    block: steps,
    rescue: [],
    always: [],
    parent: context.parent,
    role: context.role,
  };
}

function staticText(task: Task, keys: readonly string[], context: StepContext): string | undefined {
  const key = keys.find((one) => task.action.args.has(one));
  const value = key === undefined ? undefined : task.action.args.get(key);
  const name =
    value === undefined || value === null ? '' : pythonText(renderStatic(value, task, context)).trim();
  if (name !== '') return name;
  const kind = plainName(pythonText(task.action.module));
  context.play.problems.add(
    'missing-argument',
    `${kind} names no ${keys[0]}`,
    task.at,
    `${kind}: ${keys[0] === 'file' ? 'tasks.yml' : '{name: some_role}'}`,
  );
  return undefined;
}

function renderStatic(value: Value, task: Task, context: StepContext): Value {
  if (!(value instanceof TemplateString)) return value;
  const { problems, options } = context.play;
  return problems.collect(() => options.renderStatic(value, staticPlace(task))) ?? value.text;
}
