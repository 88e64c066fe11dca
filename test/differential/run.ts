import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { askAnsible } from './ask-ansible.js';
import { askTsplay } from './ask-tsplay.js';
import { compareRuns } from './compare-runs.js';
import type { Answer } from './answer.js';

export const playbooks = fileURLToPath(new URL('playbooks/', import.meta.url));

/**
 * Runs playbooks by the real ansible-playbook and by tsplay and shows where they differ, task by task.
 * `tsx test/differential/run.ts [--record] [name…]`; `--record` keeps the real answers for the unit tests.
 */
async function main(args: readonly string[]): Promise<number> {
  const record = args.includes('--record');
  const names = args.filter((arg) => !arg.startsWith('--'));
  const chosen = readdirSync(playbooks).filter(
    (file) => file.endsWith('.yml') && (names.length === 0 || names.some((name) => file.includes(name))),
  );
  let bad = 0;
  for (const file of chosen) {
    const expected = record ? await recordAnswer(file) : readAnswer(file);
    const differences = compareRuns(expected, await askTsplay(join(playbooks, file)));
    process.stdout.write(
      `${differences.length === 0 ? 'same' : 'DIFF'} ${file}\n${differences.map((line) => `  ${line}\n`).join('')}`,
    );
    if (differences.length > 0) bad++;
  }
  return bad === 0 ? 0 : 1;
}

async function recordAnswer(file: string): Promise<Answer> {
  const answer = await askAnsible(join(playbooks, file));
  writeFileSync(answerFile(file), `${JSON.stringify(answer, null, 1)}\n`);
  return answer;
}

/** What ansible-core 2.14.18 did with the playbook when it was recorded. */
export const readAnswer = (file: string): Answer =>
  JSON.parse(readFileSync(answerFile(file), 'utf8')) as Answer;

const answerFile = (file: string): string => join(playbooks, file.replace(/\.yml$/, '.answer.json'));

if (process.argv[1] === fileURLToPath(import.meta.url))
  void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
