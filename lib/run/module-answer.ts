import { readJson } from '../core/read-json.js';
import { isDict } from '../core/value.js';
import { failure, type Result } from '../module/index.js';

export interface ModuleOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly rc: number;
  readonly warn: (text: string) => void;
}

/** What a program printed, as a result: the JSON object in it, whatever stands before and behind. */
export function moduleAnswer({ stdout, stderr, rc, warn }: ModuleOutput): Result {
  const lines = stdout.split('\n');
  const first = lines.findIndex((line) => line.trimStart().startsWith('{'));
  const last = lines.findLastIndex((line) => line.trimEnd().endsWith('}'));
  const found = first < 0 ? undefined : parsed(lines.slice(first, last + 1).join('\n'));
  if (!found) return noAnswer(stdout, stderr, rc);
  const junk = lines
    .slice(last + 1)
    .join('\n')
    .trim();
  if (junk !== '') warn(`Module invocation had junk after the JSON data: ${junk}`);
  return found;
}

function parsed(text: string): Result | undefined {
  try {
    const value = readJson(text);
    return isDict(value) ? (value as Result) : undefined;
  } catch {
    return undefined;
  }
}

const noAnswer = (stdout: string, stderr: string, rc: number): Result =>
  failure('MODULE FAILURE\nSee stdout/stderr for the exact error', {
    module_stdout: stdout,
    module_stderr: stderr,
    rc,
  });
