import { TsplayError } from '../core/problem.js';
import { TemplateString, type Dict, type Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';
import type { Templar } from '../template/index.js';

import type { TaskPlan } from './plan.js';

/** The result of a task whose conditions do not hold; undefined when they do. */
export function checkWhen(plan: Pick<TaskPlan, 'when'>, templar: Templar): Dict | undefined {
  for (const { value, valueAt } of plan.when) {
    for (const condition of Array.isArray(value) ? value : [value]) {
      if (condition !== null && !holds(templar, condition, valueAt)) return notHeld();
    }
  }
  return undefined;
}

const notHeld = (): Dict =>
  new Map<Value, Value>([
    ['changed', false],
    ['skipped', true],
    ['skip_reason', 'Conditional result was False'],
  ]);

/** One condition, with its text in the message when it cannot be evaluated. */
export function holds(templar: Templar, condition: Value, at: TaskPlan['when'][number]['valueAt']): boolean {
  try {
    return templar.test(condition, at);
  } catch (error) {
    if (
      !(error instanceof TsplayError) ||
      error.problems.every((one) => one.message.startsWith('The conditional check'))
    )
      throw error;
    const text = condition instanceof TemplateString ? condition.text : pythonText(condition);
    const why = error.problems.map((problem) => problem.message).join('; ');
    const message = `The conditional check '${text}' failed. The error was: error while evaluating conditional (${text}): ${why}`;
    throw new TsplayError({
      ...error.problems[0],
      code: 'bad-condition',
      message,
      at: error.problems[0]?.at ?? at,
    });
  }
}
