import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Outcome } from './play.js';
import { shownPart } from './shown-part.js';
import { digestOf, titleOf, type Task } from './task.js';

interface Recording extends Outcome {
  readonly title: string;
  readonly digest: string;
}

const file = fileURLToPath(new URL('answers.jsonl', import.meta.url));

const root = '$ROOT';

/** What ansible-core 2.14.18 and its collections answered, by title; only of tasks that are still the same. */
export function readRecordings(tasks: readonly Task[]): Map<string, Outcome> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const digests = new Map(tasks.map((task) => [titleOf(task), digestOf(task)]));
  return new Map(
    lines
      .map((line) => JSON.parse(line) as Recording)
      .filter(({ title, digest }) => digests.get(title) === digest)
      .map(({ title, turns, tree }) => [title, { turns: turns.map((turn) => shownPart(turn, root)), tree }]),
  );
}

export function writeRecordings(tasks: readonly Task[], outcomes: ReadonlyMap<string, Outcome>): void {
  const lines = tasks
    .filter((task) => outcomes.has(titleOf(task)))
    .map((task) => ({ title: titleOf(task), digest: digestOf(task), ...outcomes.get(titleOf(task))! }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
