import { digestOf, readRecordings, writeRecordings } from './recordings.js';
import { askAnsible } from './ask-ansible.js';
import { askTsplay } from './ask-tsplay.js';
import type { Case } from './case.js';
import { compareRuns } from './compare-runs.js';
import { generate } from './generate.js';
import { askInPlayground } from './playground.js';

/**
 * `npm run differential [-- [--record] [--all] [word…]]`: the generated playbooks, by ansible-playbook and by
 * tsplay, and where they differ. `--record` keeps the answers of new or changed playbooks (with `--all`, of all).
 */
async function main(args: readonly string[]): Promise<number> {
  process.umask(0o022);
  const words = args.filter((arg) => !arg.startsWith('--'));
  const cases = generate().filter(
    (one) => words.length === 0 || words.some((word) => one.name.includes(word)),
  );
  const recordings = readRecordings();
  const fresh = (one: Case): boolean => recordings.get(one.name)?.text === digestOf(one);
  const asked =
    args.includes('--record') && !args.includes('--all') ? cases.filter((one) => !fresh(one)) : cases;
  const bad: string[] = [];
  await inThrees(asked, async (one) => {
    const expected = await askInPlayground(one, askAnsible);
    recordings.set(one.name, { name: one.name, text: digestOf(one), answer: expected });
    const differences = compareRuns(expected, await askInPlayground(one, askTsplay));
    if (differences.length > 0) bad.push(one.name);
    if (args.includes('--record')) writeRecordings(recordings);
    const lines = differences.map((line) => `  ${line}\n`).join('');
    process.stdout.write(`${differences.length === 0 ? 'same' : 'DIFF'} ${one.name}\n${lines}`);
  });
  if (args.includes('--record')) {
    const names = new Set(generate().map((one) => one.name));
    for (const name of recordings.keys()) if (!names.has(name)) recordings.delete(name);
    writeRecordings(recordings);
  }
  process.stdout.write(`${asked.length} playbooks, ${bad.length} differ\n`);
  return bad.length === 0 ? 0 : 1;
}

/** Three at a time: most of the work is Ansible's own processes. */
async function inThrees<T>(all: readonly T[], each: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await each(one);
  };
  await Promise.all(Array.from({ length: Number(process.env['JOBS'] ?? 3) }, worker));
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
