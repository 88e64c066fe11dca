import { formatProblem } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import { TemplateString, type Value } from '../core/value.js';
import { demand, pyStr } from '../jinja/index.js';
import { compiledTemplate, valueEnvironment } from './engine.js';
import { expressionOfText } from './expression-of-text.js';
import type { Templar } from './templar.js';
import { TemplateError } from './template-error.js';

/** Is the condition true? A list is true when all of it is, and stops at the first that is not. */
export function evaluateCondition(templar: Templar, condition: Value, at?: SourcePos): boolean {
  if (typeof condition === 'boolean') return condition;
  if (condition === null || condition === '') return true;
  if (Array.isArray(condition)) return condition.every((part) => evaluateCondition(templar, part, at));
  if (condition instanceof TemplateString) return evaluateTemplate(templar, condition, at ?? condition.at);
  return evaluateText(templar, typeof condition === 'string' ? condition : pyStr(condition), at);
}

// braces do not belong into conditions: their inside is taken as part of the expression, never their result
function evaluateTemplate(templar: Templar, { text }: TemplateString, at: SourcePos | undefined): boolean {
  templar.options.warn?.(
    `conditional statements should not include jinja2 templating delimiters such as {{ }} or {% %}. Found: ${text}`,
  );
  return evaluateText(templar, expressionOfText(text), at, text);
}

function evaluateText(
  templar: Templar,
  expression: string,
  at: SourcePos | undefined,
  shown = expression,
): boolean {
  const template = `{% if ${expression} %} True {% else %} False {% endif %}`;
  try {
    const environment = valueEnvironment('text', templar.options.extensions);
    const parts = templar.guarded(template, at, () =>
      compiledTemplate(template, environment).parts(templar.scope),
    );
    return pyStr(demand(parts[0])).trim() === 'True';
  } catch (error) {
    if (error instanceof TemplateError) throw conditionError(error, shown, at);
    throw error;
  }
}

function conditionError(error: TemplateError, shown: string, at: SourcePos | undefined): TemplateError {
  const cause =
    error.type === 'UndefinedError'
      ? `error while evaluating conditional (${shown}): ${error.reason}`
      : messageOf(error);
  const message = `The conditional check '${shown}' failed. The error was: ${cause}`;
  const problem = { ...error.problems[0]!, message, at: at ?? error.problems[0]?.at };
  return new TemplateError(problem, error.type, error.reason);
}

const messageOf = (error: TemplateError): string =>
  error.problems[0]?.message ?? formatProblem(error.problems[0]!);
