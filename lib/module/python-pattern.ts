import { TsplayError } from '../core/problem.js';
import { compilePythonRegex, expandReplacement, PyError } from '../jinja/index.js';

/**
 * The regular expression of a module's argument, in Python's words. Flags: g i m s as in JS, y for a match
 * at the start, a for patterns that Ansible applies to bytes.
 */
export function pythonPattern(pattern: string, flags = ''): RegExp {
  return withProblem(`'${pattern}' is not a regular expression`, () =>
    compilePythonRegex(pattern, {
      ignoreCase: flags.includes('i'),
      multiline: flags.includes('m'),
      dotAll: flags.includes('s'),
      ascii: flags.includes('a'),
      global: flags.includes('g'),
      sticky: flags.includes('y'),
    }),
  );
}

/** Fills a replacement's \1, \g<name> and escapes from a match, as `match.expand()` does. */
export function expandTemplate(template: string, match: RegExpExecArray): string {
  return withProblem(`'${template}' is not a replacement`, () => expandReplacement(template, match));
}

function withProblem<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (!(cause instanceof PyError)) throw cause;
    throw new TsplayError({ code: 'bad-regexp', message: `${what}: ${cause.message}` });
  }
}
