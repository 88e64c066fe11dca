import type { Value } from '../core/value.js';

/** Ansible's result dict: changed, failed, msg, rc, stdout, diff, ansible_facts, skipped, warnings… */
export type Result = Map<string, Value>;

/** A result from an object, without what is undefined. */
export function makeResult(entries: Readonly<Record<string, Value | undefined>>): Result {
  return new Map(Object.entries(entries).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

export const failure = (msg: string, more: Readonly<Record<string, Value | undefined>> = {}): Result =>
  makeResult({ failed: true, changed: false, msg, ...more });

/** Nothing was done, and why. */
export const skipped = (msg: string): Result => makeResult({ skipped: true, changed: false, msg });

/** Text as the lines Ansible's `stdout_lines` holds: split at line ends, the last one not an empty line. */
export function linesOf(text: string): Value[] {
  const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
