import { isDict, type Dict, type Value } from '../core/value.js';
import { nextTaskId } from './task-id.js';
import type { Keyword, Role, Task } from './types.js';

/**
 * The task that a role with argument specifications starts with: it checks the role's parameters before
 * anything of the role runs, whatever tags are chosen.
 */
export function roleValidationTask(role: Role, entryPoint: string): Task | undefined {
  const name = entryPoint.replace(/\.(ya?ml|json)$/, '');
  const spec = role.argumentSpecs.get(name);
  if (!isDict(spec) || !role.rolespecValidate) return undefined;
  const options: Value = spec.get('options') ?? new Map<Value, Value>();
  const summary = spec.get('short_description');
  const args: Dict = new Map<Value, Value>([
    ['argument_spec', options],
    ['provided_arguments', new Map([...role.useVars, ...role.params])],
    ['validate_args_context', contextOf(role, name, spec)],
  ]);
  const tags: Keyword = { name: 'tags', value: ['always'], at: role.at, valueAt: role.at };
  return {
    kind: 'task',
    id: nextTaskId(),
    at: role.at,
    file: role.at.file,
    name: `Validating arguments against arg spec '${name}'${typeof summary === 'string' ? ` - ${summary}` : ''}`,
    action: {
      module: 'validate_argument_spec',
      at: role.at,
      args,
      argsAt: new Map(),
      templatedArgs: undefined,
    },
    keywords: new Map([['tags', tags]]),
    vars: new Map(),
    loop: undefined,
    parent: role.block,
    role,
    handler: false,
    dynamic: undefined,
  };
}

function contextOf(role: Role, name: string, spec: Dict): Dict {
  const context: Dict = new Map<Value, Value>([
    ['type', 'role'],
    ['name', role.name.slice(role.name.lastIndexOf('.') + 1)],
    ['argument_spec_name', name],
    ['path', role.path],
  ]);
  for (const key of ['short_description', 'description', 'author']) {
    if (spec.has(key)) context.set(key, spec.get(key)!);
  }
  return context;
}
