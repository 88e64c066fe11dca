import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Json } from '../../../lib/core/json.js';
import { scratchDirectory } from '../../support/module-context.js';
import { throwAway } from '../../support/throw-away.js';
import { plantTree } from '../cases.js';
import { shownPart, withoutTimes, type Answer } from './shown-part.js';
import { digestOf, titleOf, type Task } from './task.js';

/** What one of the two answered in the three turns, and what was there afterwards: kinds, modes, owners, sums. */
export interface Outcome {
  readonly turns: readonly Answer[];
  readonly tree: string;
}

export const turns = ['check', 'apply', 'again'] as const;

const tsx = fileURLToPath(new URL('../../../node_modules/.bin/tsx', import.meta.url));
const databases = fileURLToPath(new URL('start-database.sh', import.meta.url));
const server = fileURLToPath(new URL('web-server.mjs', import.meta.url));
/** Programs that stand in for those of other distributions; a task's `before` copies what it needs. */
const standIns = fileURLToPath(new URL('../../fixtures/bin', import.meta.url));
const main = fileURLToPath(new URL('../../../lib/cli/main.ts', import.meta.url));

export const byTsplay: readonly string[] = [tsx, main, 'run'];
export const byAnsible: readonly string[] = ['ansible-playbook'];

/** Lets one of the two do all tasks, in one play on a machine that is thrown away. */
export async function play(command: readonly string[], tasks: readonly Task[]): Promise<readonly Outcome[]> {
  const scratch = scratchDirectory('against');
  try {
    // paths are as long as when they were recorded: the size of a link is that of its text
    const work = tasks.map((task) => join(scratch, 'task', digestOf(task)));
    tasks.forEach((task, i) => plantTree(work[i]!, { '/': {}, ...task.tree }));
    const playbook = join(scratch, 'play.json');
    writeFileSync(playbook, JSON.stringify(playOf(tasks, work, join(scratch, 'answers'))));
    await run([...command, playbook], scratch, {
      before: serving(tasks, scratch) + inDirectories(tasks.map(({ before }, i) => [work[i]!, before ?? ''])),
      after: inDirectories(tasks.map(({ after }, i) => [work[i]!, after && `(${after}) >after 2>&1 || :`])),
    });
    const answers = JSON.parse(readFileSync(join(scratch, 'answers'), 'utf8')) as Answer[][];
    return tasks.map((_, i) => ({
      turns: answers[i]!.map((answer) => shownPart(answer, work[i]!)),
      tree: look(work[i]!),
    }));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Starts the servers that some tasks ask, in the machine that is thrown away. */
const serving = (tasks: readonly Task[], scratch: string): string =>
  servers
    .filter(([address]) => JSON.stringify(tasks).includes(address))
    .map(([, start]) => `${start(scratch)}\n`)
    .join('');

const servers: readonly (readonly [address: string, start: (scratch: string) => string])[] = [
  [
    '127.0.0.1:8123',
    (scratch) =>
      `"${process.execPath}" "${server}" ${scratch}/up >/dev/null 2>&1 &\nuntil [ -e ${scratch}/up ]; do sleep 0.05; done`,
  ],
  ['/run/tsplay-mariadb', () => `sh "${databases}" mariadb`],
  ['/run/tsplay-postgres', () => `sh "${databases}" postgres`],
];

const inDirectories = (scripts: readonly (readonly [string, string | undefined])[]): string =>
  scripts.map(([directory, script]) => (script ? `(cd ${directory}; ${script})\n` : '')).join('');

async function run(
  command: readonly string[],
  scratch: string,
  { before, after }: { readonly before: string; readonly after: string },
): Promise<void> {
  const home = mkdtempSync(join(scratch, 'home-'));
  const both = ['sh', '-c', '"$@" || exit; eval "$AFTER"', 'sh', ...command];
  const [program, ...argv] = throwAway(both, { shared: [scratch], before });
  const how = {
    cwd: scratch,
    maxBuffer: 1 << 28,
    env: { ...process.env, ...surroundings, HOME: home, AFTER: after, STAND_INS: standIns },
  };
  const said = await new Promise<string>((done) => {
    const child = execFile(program!, argv, how, (error, out, err) =>
      done(error ? `${error.message.slice(-300)}\n${out.slice(-3000)}\n${err.slice(-3000)}` : ''),
    );
    child.stdin?.end();
  });
  if (said !== '' || !existsSync(join(scratch, 'answers'))) throw new Error(`${command.join(' ')}: ${said}`);
}

const surroundings = {
  ANSIBLE_NOCOLOR: '1',
  ANSIBLE_LOCALHOST_WARNING: '0',
  ANSIBLE_PIPELINING: '1',
  ANSIBLE_DEPRECATION_WARNINGS: '0',
  ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3',
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  // how pip is set up here is no business of the recordings
  PIP_CONFIG_FILE: '/dev/null',
  PIP_FIND_LINKS: '',
};

function playOf(tasks: readonly Task[], work: readonly string[], answers: string): Json {
  const steps = tasks.flatMap((task, i) => turns.map((turn) => step(task, work[i]!, turn, `r${i}_${turn}`)));
  const all = tasks.map((_, i) => `[${turns.map((turn) => `r${i}_${turn}`).join(', ')}]`).join(', ');
  const report = { 'ansible.builtin.copy': { content: `{{ [${all}] | to_json }}`, dest: answers } };
  return [{ hosts: 'localhost', connection: 'local', gather_facts: false, tasks: [...steps, report] }];
}

function step(task: Task, at: string, turn: (typeof turns)[number], register: string): Json {
  const { args, keywords } = JSON.parse(
    JSON.stringify({ args: task.args, keywords: task.keywords }).replaceAll('$ROOT', at),
  ) as Pick<Task, 'args' | 'keywords'>;
  return {
    name: `${titleOf(task)} (${turn})`,
    [task.module]: args,
    register,
    ignore_errors: true,
    check_mode: turn === 'check',
    diff: true,
    ...keywords,
  };
}

function look(directory: string): string {
  mkdirSync(directory, { recursive: true });
  const script =
    'cd "$1" && find . -printf "%p %y %m %u %g %l\\n" | sort; find . -type f | sort | xargs -d "\\n" -r sha1sum';
  const seen = execFileSync('sh', ['-c', script, 'sh', directory], { encoding: 'utf8' });
  return withoutTimes(seen.replaceAll(directory, '$ROOT'));
}
