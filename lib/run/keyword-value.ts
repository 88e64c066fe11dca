import { TsplayError } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import type { Value } from '../core/value.js';
import { parseBool, pythonText } from '../schema/index.js';
import { OMIT, type Templar } from '../template/index.js';

import type { TaskPlan } from './plan.js';

/** Reads the keywords of one task in one scope. */
export interface KeywordReader {
  value(name: string): Value | undefined;
  bool(name: string): boolean | undefined;
  number(name: string): number | undefined;
  text(name: string): string | undefined;
}

/** A keyword that renders to `omit` counts as not written, so that the next one outwards decides. */
export function readKeywords(plan: TaskPlan, templar: Templar): KeywordReader {
  const value = (name: string): Value | undefined => rendered(plan, name, templar)?.value;
  return {
    value,
    bool: (name) => {
      const found = rendered(plan, name, templar);
      return found && toBool(name, found.value, found.at);
    },
    number: (name) => {
      const found = rendered(plan, name, templar);
      return found && toNumber(name, found.value, found.at);
    },
    text: (name) => {
      const found = value(name);
      return found === undefined || found === null ? undefined : pythonText(found);
    },
  };
}

function rendered(
  plan: TaskPlan,
  name: string,
  templar: Templar,
): { value: Value; at: SourcePos } | undefined {
  for (const keyword of plan.written(name)) {
    const value = templar.render(keyword.value);
    if (value !== OMIT && value !== null) return { value, at: keyword.valueAt };
  }
  return undefined;
}

function toBool(name: string, value: Value, at: SourcePos): boolean {
  if (typeof value === 'boolean') return value;
  const parsed = typeof value === 'string' || typeof value === 'number' ? parseBoolOr(value) : undefined;
  if (parsed !== undefined) return parsed;
  throw invalid(name, value, 'bool', `The value '${pythonText(value)}' is not a valid boolean.`, at);
}

function parseBoolOr(value: string | number): boolean | undefined {
  try {
    return parseBool(value);
  } catch {
    return undefined;
  }
}

function toNumber(name: string, value: Value, at: SourcePos): number {
  const number = typeof value === 'number' ? value : Number(pythonText(value));
  if (Number.isFinite(number)) return number;
  throw invalid(name, value, 'int', `invalid literal for int() with base 10: '${pythonText(value)}'`, at);
}

function invalid(name: string, value: Value, type: string, why: string, at: SourcePos): TsplayError {
  const message = `the field '${name}' has an invalid value (${pythonText(value)}), and could not be converted to ${type}. The error was: ${why}`;
  return new TsplayError({ code: 'invalid-keyword', message, at });
}
