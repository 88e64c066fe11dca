import type { SourcePos } from '../core/position.js';
import type { Problem } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import { TemplateString } from '../core/value.js';
import type { Environment, Extension } from '../jinja/index.js';
import { compiledExpression, compiledTemplate, valueEnvironment } from './engine.js';
import { escapeBackslashes } from './escape-backslashes.js';
import { expressionOfText } from './expression-of-text.js';
import { TemplateError, templateErrorOf } from './template-error.js';

/**
 * What is wrong with the text of a template, whatever its variables hold: its syntax, or a filter or test whose name
 * is nearly one of ours. A name that is far from all of them may be a plug-in's: the run decides.
 */
export function mistakeInTemplate(
  template: TemplateString,
  extensions: readonly Extension[] = [],
): Problem | undefined {
  const environment = valueEnvironment('typed', { extensions });
  return mistake(template.text, template.at, environment, () =>
    compiledTemplate(escapeBackslashes(template.text), environment),
  );
}

/** The same of a bare expression: `when`, `until`, `that`. */
export function mistakeInCondition(
  condition: string | TemplateString,
  at: SourcePos,
  extensions: readonly Extension[] = [],
): Problem | undefined {
  const environment = valueEnvironment('text', { extensions });
  const text = condition instanceof TemplateString ? expressionOfText(condition.text) : condition;
  return mistake(text, at, environment, () => compiledExpression(text, environment));
}

function mistake(
  text: string,
  at: SourcePos | undefined,
  environment: Environment,
  compile: () => unknown,
): Problem | undefined {
  try {
    compile();
    return undefined;
  } catch (error) {
    const found = templateErrorOf(error, text, at);
    if (!(found instanceof TemplateError)) throw found;
    return problemOf(found, at, environment);
  }
}

function problemOf(
  { problems, reason }: TemplateError,
  at: SourcePos | undefined,
  environment: Environment,
): Problem | undefined {
  const code = 'template-syntax';
  const where = problems[0]?.at ?? at;
  const unknown = /^No (filter|test) named '([^']*)'/.exec(reason);
  if (!unknown) return { code, message: `this template cannot be read: ${reason}`, at: where };
  const [, kind, name = ''] = unknown;
  const table = kind === 'filter' ? environment.filters : environment.tests;
  const hint = didYouMean(
    name,
    [...table.keys()].filter((one) => !one.includes('.')),
  );
  return hint === undefined
    ? undefined
    : { code: 'unknown-filter', message: `no ${kind} is called '${name}'`, at: where, hint };
}
