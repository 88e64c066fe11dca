import { readFileSync } from 'node:fs';
import { withHint, type Problem } from '../core/problem.js';

/** A mistake in a file in Ansible's words: the message first, then where it is. */
export function ansibleProblem(problem: Problem): string {
  const { at } = problem;
  const said = withHint(problem);
  if (!at) return said;
  const place = `The error appears to be in '${at.file}': line ${at.line}, column ${at.column}, but may\nbe elsewhere in the file depending on the exact syntax problem.`;
  const lines = offendingLines(at.file, at.line, at.column);
  return [said, place, ...lines].join('\n\n');
}

function offendingLines(file: string, line: number, column: number): string[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    const [before = '', offending = ''] = [lines[line - 2], lines[line - 1]];
    return [
      'The offending line appears to be:',
      `${before}\n${offending}\n${' '.repeat(Math.max(0, column - 1))}^ here`,
    ];
  } catch {
    return [];
  }
}
