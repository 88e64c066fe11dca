import type { SourcePos } from '../core/position.js';
import type { Problem } from '../core/problem.js';
import { isDict, isList, TemplateString, type Value } from '../core/value.js';
import { plainName } from '../playbook/index.js';
import type { Task } from '../playbook/types.js';
import { mistakeInCondition, mistakeInTemplate } from '../template/index.js';

/** Mistakes in the templates and conditions that are written in a task itself, before anything is rendered. */
export function checkExpressions(task: Task): readonly Problem[] {
  const { args, templatedArgs } = task.action;
  const values: (Value | undefined)[] = [args, templatedArgs, task.vars, task.loop?.value];
  const conditions = conditionKeywords.flatMap((name) => task.keywords.get(name) ?? []);
  const that = args.get('that');
  const at = task.action.argsAt.get('that') ?? task.at;
  return [
    ...values.flatMap((value) => [...templatesIn(value ?? null)]).map((text) => mistakeInTemplate(text)),
    ...conditions.flatMap(({ value, valueAt }) => mistakesInConditions(value, valueAt)),
    ...(isAssert(task) && that !== undefined ? mistakesInConditions(that, at) : []),
  ].filter((problem) => problem !== undefined);
}

const conditionKeywords = ['when', 'until', 'changed_when'];

const isAssert = ({ action }: Task): boolean =>
  typeof action.module === 'string' && plainName(action.module) === 'assert';

function mistakesInConditions(value: Value, valueAt: SourcePos): (Problem | undefined)[] {
  const parts = isList(value) ? value : [value];
  return parts.map((part) =>
    (typeof part === 'string' && part !== '') || part instanceof TemplateString
      ? mistakeInCondition(part, part instanceof TemplateString ? (part.at ?? valueAt) : valueAt)
      : undefined,
  );
}

function* templatesIn(value: Value): Iterable<TemplateString> {
  if (value instanceof TemplateString) yield value;
  else if (isList(value)) for (const item of value) yield* templatesIn(item);
  else if (isDict(value)) for (const item of value.values()) yield* templatesIn(item);
}
