import { formatProblem, TsplayError } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import { TemplateString, trustText, type Value } from '../core/value.js';
import { demand, pyStr, pyTruth } from '../jinja/index.js';
import { compiledTemplate, valueEnvironment } from './engine.js';
import { expressionOfText } from './expression-of-text.js';
import type { Templar } from './templar.js';
import { TemplateError } from './template-error.js';
import { wholeExpression, writtenValue } from './written-value.js';

/** Is the condition true? A list is true when all of it is, and stops at the first that is not. */
export function evaluateCondition(templar: Templar, condition: Value, at?: SourcePos): boolean {
  if (typeof condition === 'boolean') return condition;
  if (condition === null || condition === '') return true;
  if (Array.isArray(condition)) return condition.every((part) => evaluateCondition(templar, part, at));
  if (condition instanceof TemplateString) return evaluateTemplate(templar, condition, at ?? condition.at);
  return evaluateText(templar, typeof condition === 'string' ? condition : pyStr(condition), at);
}

/** As assert takes its conditions: a list that a template hands on is a list of them. */
export function evaluateThat(templar: Templar, condition: Value, at?: SourcePos): boolean {
  if (typeof condition === 'string') throw producedCondition(condition, at);
  if (!(condition instanceof TemplateString)) return evaluateCondition(templar, condition, at);
  if (!(trustText(condition.text) instanceof TemplateString))
    return evaluateText(templar, condition.text, at);
  const isList = (list: Value): boolean =>
    (list as readonly Value[]).every((one) => evaluateThat(templar, one, at));
  return evaluateTemplate(templar, condition, at, isList);
}

// Braces do not belong into conditions: their inside is taken as part of the expression. Their result is a condition
// only where it is the user's text.
function evaluateTemplate(
  templar: Templar,
  condition: TemplateString,
  at: SourcePos | undefined,
  truthOfList: (list: Value) => boolean = pyTruth,
): boolean {
  const { text } = condition;
  templar.options.warn?.(
    `conditional statements should not include jinja2 templating delimiters such as {{ }} or {% %}. Found: ${text}`,
  );
  if (wholeExpression(text) === undefined) return evaluateText(templar, expressionOfText(text), at, text);
  const written = writtenValue(templar.variables, text);
  if (written instanceof TemplateString) return evaluateTemplate(templar, written, at, truthOfList);
  if (typeof written === 'string' && written !== '') return evaluateText(templar, written, at);
  if (Array.isArray(written)) return truthOfList(written.map((one) => asCondition(one, at)));
  try {
    const value = templar.render(condition);
    return Array.isArray(value) ? truthOfList(value) : truthOf(value, at);
  } catch (error) {
    if (error instanceof TemplateError) throw conditionError(error, text, at);
    throw error;
  }
}

const asCondition = (written: Value, at: SourcePos | undefined): Value =>
  typeof written === 'string' ? new TemplateString(written, at) : written;

/** Computed text is data, but for what it would be as a literal. */
function truthOf(value: Value, at: SourcePos | undefined): boolean {
  if (typeof value !== 'string') return pyTruth(value);
  if (/^(?:|true|false|none|\d+)$/i.test(value)) return !/^(?:|false|none|0+)$/i.test(value);
  throw producedCondition(value, at);
}

/** A text that is no condition, as a template made it. */
const producedCondition = (text: string, at: SourcePos | undefined): TsplayError =>
  new TsplayError({
    code: 'produced-expression',
    message: `'${text}' came out of a template: a condition is what the task itself says`,
    at,
  });

function evaluateText(
  templar: Templar,
  expression: string,
  at: SourcePos | undefined,
  shown = expression,
): boolean {
  const template = `{% if ${expression} %} True {% else %} False {% endif %}`;
  try {
    const environment = valueEnvironment('text', templar.options);
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
