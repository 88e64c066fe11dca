import { formatPos, type SourcePos } from './position.js';

/**
 * A mistake of the user's (in a playbook, an inventory, a template, a command line), said once, with its
 * place. What happens on a host is never a Problem but an Outcome; a bug of ours is a plain Error.
 */
export interface Problem {
  /** Stable name of the kind of mistake, kebab-case: `unknown-module`, `duplicate-key`, `undefined-variable`. */
  readonly code: string;
  /** One sentence without the position: `unknown option 'dst' of module 'copy'`. */
  readonly message: string;
  readonly at?: SourcePos | undefined;
  /** What to do about it: `did you mean 'dest'?` */
  readonly hint?: string | undefined;
  /** The lines of the source around `at`, with a caret, when the source is at hand. */
  readonly excerpt?: string | undefined;
  /** A warning does not stop a run. */
  readonly severity?: 'error' | 'warning' | undefined;
}

/** Thrown for user mistakes; carries all that were found at once. */
export class TsplayError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[]) {
    const list = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    super(list.map(formatProblem).join('\n'));
    this.name = 'TsplayError';
    this.problems = list;
  }
}

/** `file:line:col: message (hint)` followed by the excerpt when there is one. */
export function formatProblem(problem: Problem): string {
  const where = problem.at ? `${formatPos(problem.at)}: ` : '';
  const hint = problem.hint ? ` (${problem.hint})` : '';
  const excerpt = problem.excerpt ? `\n${problem.excerpt}` : '';
  return `${where}${problem.message}${hint}${excerpt}`;
}

/** The problem as the message of a failed task: what is wrong first, then `at file:line:col` and the excerpt. */
export function failureOfProblem(problem: Problem): string {
  const place = placeOfProblem(problem);
  return place === '' ? withHint(problem) : `${withHint(problem)}\n\n${place}`;
}

export const withHint = ({ message, hint }: { message: string; hint?: string | undefined }): string =>
  hint === undefined ? message : `${message} (${hint})`;

/** `at file:line:col` and the excerpt; empty for what has no place. */
export function placeOfProblem({ at, excerpt }: Problem): string {
  if (!at) return '';
  return `at ${formatPos(at)}${excerpt === undefined ? '' : `\n${excerpt}`}`;
}

const WIDEST = 160;

function windowOf(line: string, from: number): string {
  return line.slice(from, from + WIDEST);
}

/** The line at `at` with its neighbour above and a caret below, numbered. */
export function excerptOf(source: string, at: SourcePos): string {
  const lines = source.split('\n');
  const first = Math.max(1, at.line - 1);
  const width = String(at.line).length;
  const shown: string[] = [];
  // of a very long line only what is around the place
  const from = at.column > WIDEST ? at.column - Math.floor(WIDEST / 2) : 0;
  for (let n = first; n <= at.line; n++) {
    shown.push(`  ${String(n).padStart(width)} | ${windowOf(lines[n - 1] ?? '', from)}`);
  }
  shown.push(`  ${' '.repeat(width)} | ${' '.repeat(Math.max(0, at.column - 1 - from))}^`);
  return shown.join('\n');
}
