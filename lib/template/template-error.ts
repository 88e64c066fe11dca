import { isAbsolute } from 'node:path';

import { formatPos, type SourcePos } from '../core/position.js';
import { TsplayError, type Problem } from '../core/problem.js';
import { JinjaError, PyError } from '../jinja/index.js';

/** A value that cannot be rendered. `undefinedName` tells "does not exist" from every other mistake. */
export class TemplateError extends TsplayError {
  constructor(
    problem: Problem,
    /** Python's class of the cause: `UndefinedError`, `TypeError`, `AnsibleFilterError`… */
    readonly type: string,
    /** What went wrong, without the words about where. */
    readonly reason: string,
  ) {
    super(problem);
    this.name = 'TemplateError';
  }
}

/** Is this about a name, attribute or item that does not exist? */
export const isUndefinedError = (error: unknown): boolean =>
  (error instanceof TemplateError || error instanceof JinjaError || error instanceof PyError) &&
  error.type === 'UndefinedError';

/** Any error of an evaluation as a TemplateError at `at`, worded as Ansible words it. Bugs pass through. */
export function templateErrorOf(error: unknown, text: string, at: SourcePos | undefined): unknown {
  if (error instanceof TemplateError) return error;
  if (error instanceof JinjaError) return ofJinja(error, text, at);
  if (error instanceof PyError) return problemOf(error.type, error.message, text, at);
  return error;
}

function ofJinja(error: JinjaError, text: string, at: SourcePos | undefined): unknown {
  if (error.cause instanceof TemplateError) return error.cause;
  return problemOf(error.type, error.reason, text, placeOf(error.at, at));
}

// a mistake in an included file stands in that file
function placeOf(inner: SourcePos, at: SourcePos | undefined): SourcePos | undefined {
  if (isAbsolute(inner.file) && inner.file !== at?.file) return inner;
  return at && rebase(inner, at);
}

function problemOf(type: string, reason: string, text: string, at: SourcePos | undefined): TemplateError {
  const code =
    type === 'UndefinedError' ? 'undefined-variable' : isSyntax(type) ? 'template-syntax' : 'template-error';
  return new TemplateError({ code, message: wordingOf(type, reason, text), at }, type, reason);
}

const isSyntax = (type: string): boolean =>
  type === 'TemplateSyntaxError' || type === 'TemplateAssertionError';

function wordingOf(type: string, reason: string, text: string): string {
  const unknown = /^No (?:filter|test) named '([^']*)'/.exec(reason)?.[1];
  if (unknown !== undefined)
    return `template error while templating string: Could not load "${unknown}": '${whyNot(unknown)}'. String: ${text}`;
  if (isSyntax(type)) return `template error while templating string: ${reason}. String: ${text}`;
  if (type === 'TemplateNotFound') return `there is no template '${reason}'`;
  if (type === 'TypeError') return `Unexpected templating type error occurred on (${text}): ${reason}`;
  return reason;
}

// a name of Ansible's plug-ins is one of Python, perhaps with a collection before it
const whyNot = (name: string): string =>
  /^[A-Za-z_]\w*(\.[A-Za-z_]\w*(\.[A-Za-z_]\w*)+)?$/.test(name)
    ? name
    : `invalid plugin name: ${name.includes('.') ? '' : 'ansible.builtin.'}${name}`;

/** A place inside a text that starts at `start`, as a place in the user's file. */
function rebase(inner: SourcePos, start: SourcePos): SourcePos {
  const column = inner.line === 1 ? start.column + inner.column - 1 : inner.column;
  return { file: start.file, line: start.line + inner.line - 1, column };
}

/** `a (f:3:9) -> b (f:3:20) -> a` */
export function cycleError(
  chain: readonly { name: string; at: SourcePos | undefined }[],
  again: string,
): TemplateError {
  const first = chain.findIndex(({ name }) => name === again);
  const links = chain.slice(first).map(({ name, at }) => (at ? `${name} (${formatPos(at)})` : name));
  const message = `recursive loop detected in variables: ${[...links, again].join(' -> ')}`;
  return new TemplateError(
    { code: 'template-cycle', message, at: chain[first]?.at },
    'AnsibleError',
    message,
  );
}
