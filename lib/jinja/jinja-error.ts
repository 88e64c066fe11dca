import type { SourcePos } from '../core/position.js';
import { TsplayError, type Problem } from '../core/problem.js';

/** A template that cannot be compiled or evaluated. `problems[0].message` and `reason` are the wording without the place. */
export class JinjaError extends TsplayError {
  constructor(
    /** Python's name of the error: `TemplateSyntaxError`, `UndefinedError`, `TypeError`, `ZeroDivisionError`… */
    readonly type: string,
    readonly reason: string,
    readonly at: SourcePos,
    more: Pick<Problem, 'hint' | 'excerpt'> = {},
  ) {
    super({ code: codeOf(type), message: reason, at, ...more });
    this.name = 'JinjaError';
  }
}

function codeOf(type: string): string {
  switch (type) {
    case 'TemplateSyntaxError':
    case 'TemplateAssertionError':
      return 'template-syntax';
    case 'UndefinedError':
      return 'undefined-variable';
    case 'TemplateNotFound':
    case 'TemplatesNotFound':
      return 'template-not-found';
    default:
      return 'template-error';
  }
}
