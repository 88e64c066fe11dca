import type { Dict, Value } from '../core/value.js';
import type { Field, Fields } from '../schema/index.js';
import type { Module } from './module.js';
import { makeResult } from './result.js';
import { parseModuleArgs } from './validate.js';

/** What stands for a secret, as Ansible has it. */
const HIDDEN = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER';

/** `invocation` of a result: the arguments as the module read them, its own defaults included. */
export function invocationOf(module: Module, args: Dict): Dict {
  const { args: parsed, extra } = parseModuleArgs(module, args);
  const told = tellArguments(module.args, parsed);
  for (const name of module.untold ?? []) told.set(name, null);
  if (module.freeForm !== undefined && module.freeForm in module.args) {
    told.set('_raw_params', told.get(module.freeForm) ?? null);
    told.delete(module.freeForm);
  }
  return makeResult({ module_args: new Map<Value, Value>([...told, ...extra]) });
}

function tellArguments(fields: Fields, parsed: Readonly<Record<string, unknown>>): Dict {
  return new Map(
    Object.entries(fields).map(([name, field]): [string, Value] => [name, tell(parsed[name], field)]),
  );
}

function tell(value: unknown, field: Field | undefined): Value {
  if (value === undefined || value === null) return null;
  if (field?.secret) return HIDDEN;
  if (Array.isArray(value)) return value.map((each) => tell(each, field?.of));
  return field?.fields ? tellArguments(field.fields, value as Record<string, unknown>) : (value as Value);
}
