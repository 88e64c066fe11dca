import { compare } from './compare.js';
import { byAnsible, byTsplay, play, type Outcome } from './play.js';
import { readRecordings, writeRecordings } from './recordings.js';
import { againstTasks, titleOf, type Task } from './task.js';

/**
 * `tsx test/modules/against/record.ts [--all] [word…]`: asks the real Ansible for what is not recorded yet (with
 * `--all` for everything with one of the words in its title) and shows where tsplay differs.
 */
async function main(args: readonly string[]): Promise<number> {
  process.umask(0o022);
  const words = args.filter((arg) => !arg.startsWith('--'));
  const all = againstTasks();
  const chosen = all.filter(
    (task) => words.length === 0 || words.some((word) => titleOf(task).includes(word)),
  );
  const known = readRecordings(all);
  const asked = chosen.filter((task) => args.includes('--all') || !known.has(titleOf(task)));
  await record(asked, known, () => writeRecordings(all, known));
  const ours = await play(byTsplay, chosen);
  const lines = chosen.map((task, i) => compare(task, known.get(titleOf(task))!, ours[i]!));
  chosen.forEach((task, i) => {
    for (const line of lines[i]!) process.stdout.write(`${titleOf(task)}: ${line}\n`);
  });
  const bad = lines.filter((each) => each.length > 0).length;
  process.stdout.write(`${asked.length} asked, ${chosen.length} compared, ${bad} differ\n`);
  return bad === 0 ? 0 : 1;
}

/** In small portions, some at a time: most of the work is Ansible's own processes. */
async function record(tasks: readonly Task[], known: Map<string, Outcome>, keep: () => void): Promise<void> {
  const portions = Array.from({ length: Math.ceil(tasks.length / 15) }, (_, i) =>
    tasks.slice(i * 15, i * 15 + 15),
  );
  const worker = async (): Promise<void> => {
    for (let some = portions.shift(); some !== undefined; some = portions.shift()) {
      const outcomes = await play(byAnsible, some);
      some.forEach((task, i) => known.set(titleOf(task), outcomes[i]!));
      keep();
      process.stderr.write(`${known.size} recorded\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(process.env['JOBS'] ?? 3) }, worker));
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
