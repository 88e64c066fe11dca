import { excerptOf, TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import type { Dict } from '../core/value.js';
import { isEjs } from './is-ejs.js';
import { readText } from './read-text.js';
import { renderEjs } from './render-ejs.js';
import { renderJinjaText, type TemplateFileOptions } from './render-jinja-text.js';
import { templateVariables } from './template-variables.js';
import type { Templar } from './templar.js';
import { TemplateError } from './template-error.js';

export interface TemplateFile {
  /** The template on the controller. `.ejs` is EJS, anything else Jinja2. */
  readonly path: string;
  /** Its text when it was read already. */
  readonly text?: string;
  readonly vars?: Dict;
  /** Where the result goes: `template_destpath`. */
  readonly dest?: string;
  readonly options?: TemplateFileOptions;
}

/** Renders a template file with all variables in scope, plus `template_path`, `template_host` and the others of Ansible. */
export async function renderTemplateFile(templar: Templar, file: TemplateFile): Promise<string> {
  const text = file.text ?? readText(templar, file.path);
  const { vars } = file;
  const own = templar.with(templateVariables(file));
  try {
    if (isEjs(file.path)) return await renderEjs(vars ? own.with(vars) : own, file.path, text);
    return renderJinjaText(own, {
      text,
      path: file.path,
      ...(vars ? { vars } : {}),
      ...(file.options ? { options: file.options } : {}),
    }) as string;
  } catch (error) {
    throw explained(error, templar, file.path, text);
  }
}

/** A mistake tells Python's class before its words; one in this file shows its line, and the name that may have been meant. */
function explained(error: unknown, { variables }: Templar, path: string, text: string): unknown {
  if (!(error instanceof TsplayError)) return error;
  const [problem] = error.problems;
  if (!problem) return error;
  const told = { ...problem, message: wordsOf(error, problem.message, text) };
  if (problem.at?.file === path && problem.excerpt === undefined) {
    const name = /^'(\w+)' is undefined/.exec(problem.message)?.[1];
    told.hint ??= name === undefined ? undefined : didYouMean(name, variables.names());
    told.excerpt = excerptOf(text.replace(/\r\n?/g, '\n'), problem.at);
  }
  return error instanceof TemplateError
    ? new TemplateError(told, error.type, error.reason)
    : new TsplayError(told);
}

// as the module says it: `AnsibleUndefinedVariable: 'x' is undefined`; the text itself stands in the file that is shown
function wordsOf(error: TsplayError, message: string, text: string): string {
  if (!(error instanceof TemplateError)) return message;
  const { type, reason } = error;
  const words = message.replace(`. String: ${text}`, '');
  if (type === 'TemplateNotFound') return `${type}: ${reason}`;
  // a name that only runs into the error: `map('nothing')`
  const late = type === 'TemplateRuntimeError' && /: (Could not load .*)$/s.exec(words)?.[1];
  if (late) return `TemplateSyntaxError: ${late}`;
  return `${classes[type] ?? type}: ${words}`;
}

const classes: Record<string, string> = {
  UndefinedError: 'AnsibleUndefinedVariable',
  TypeError: 'AnsibleError',
  TemplateSyntaxError: 'AnsibleError',
  TemplateAssertionError: 'AnsibleError',
};
