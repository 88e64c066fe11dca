import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Case } from './case.js';
import type { CaseAnswer } from './playground.js';

/** What ansible-core 2.14.18 did with a generated playbook of this text. */
export interface Recording {
  readonly name: string;
  readonly text: string;
  readonly answer: CaseAnswer;
}

const file = fileURLToPath(new URL('generated.answers.jsonl', import.meta.url));

export function readRecordings(): Map<string, Recording> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return new Map(lines.map((line) => JSON.parse(line) as Recording).map((one) => [one.name, one]));
}

export function writeRecordings(recordings: ReadonlyMap<string, Recording>): void {
  const sorted = [...recordings.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  writeFileSync(file, sorted.map((one) => `${JSON.stringify(one)}\n`).join(''));
}

export const digestOf = (one: Case): string =>
  createHash('sha256').update(one.text).digest('hex').slice(0, 16);
