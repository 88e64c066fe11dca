import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { scratchDirectory } from '../support/module-context.js';
import { skip } from '../support/skip.js';
import { loadCases, plantTree, type Tree } from './cases.js';
import type { Json } from '../../lib/core/json.js';

interface Task {
  readonly name: string;
  readonly module: string;
  readonly tree?: Tree;
  readonly args: Readonly<Record<string, Json>>;
  /** Keys that only one of the two tells, and why that is so. */
  readonly differs?: Readonly<Record<string, string>>;
}

const tasks = loadCases(fileURLToPath(new URL('against-ansible.yaml', import.meta.url))) as unknown as Task[];
const main = fileURLToPath(new URL('../../lib/cli/main.ts', import.meta.url));
const tsx = fileURLToPath(new URL('../../node_modules/.bin/tsx', import.meta.url));

type Answer = Readonly<Record<string, Json>>;

// the same tasks on two copies of one tree, each of them twice
describe('the same tasks by ansible-playbook and by tsplay', function () {
  this.timeout(300_000);
  let root: string;
  let theirs: { readonly answers: readonly Answer[]; readonly trees: readonly string[] };
  let ours: typeof theirs;
  before(function () {
    if (spawnSync('ansible-playbook', ['--version']).error) skip(this, 'ansible-playbook is not installed');
    root = scratchDirectory('against');
    theirs = play(['ansible-playbook']);
    ours = play([tsx, main, 'run']);
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const play = (command: readonly string[]): typeof theirs => {
    const work = join(root, 'work');
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work);
    tasks.forEach((task, i) => plantTree(join(work, String(i)), { '/': {}, ...task.tree }));
    const steps = tasks.flatMap((task, i) =>
      [0, 1].map((turn) => step(task, join(work, String(i)), `r${i}_${turn}`)),
    );
    const all = tasks.flatMap((_, i) => [`r${i}_0`, `r${i}_1`]).join(', ');
    const report = {
      'ansible.builtin.copy': { content: `{{ [${all}] | to_json }}`, dest: join(root, 'answers') },
    };
    writeFileSync(
      join(root, 'play.json'),
      JSON.stringify([
        { hosts: 'localhost', connection: 'local', gather_facts: false, tasks: [...steps, report] },
      ]),
    );
    const run = spawnSync(command[0]!, [...command.slice(1), join(root, 'play.json')], {
      encoding: 'utf8',
      cwd: root,
    });
    expect(run.status, run.stdout + run.stderr).to.equal(0);
    const answers = JSON.parse(readFileSync(join(root, 'answers'), 'utf8')) as Answer[];
    rmSync(join(root, 'answers'));
    return { answers, trees: tasks.map((_, i) => look(join(work, String(i)))) };
  };

  const step = (task: Task, at: string, register: string): Json => ({
    name: task.name,
    [task.module]: JSON.parse(JSON.stringify(task.args).replaceAll('$ROOT', at)) as Json,
    register,
    ignore_errors: true,
  });

  tasks.forEach((task, i) => {
    it(`${task.module}: ${task.name}`, () => {
      expect(ours.trees[i], 'bytes, modes and owners').to.equal(theirs.trees[i]);
      for (const turn of [0, 1]) {
        const [mine, yours] = [ours.answers[2 * i + turn]!, theirs.answers[2 * i + turn]!];
        const brief = (answer: Answer): Json => [answer['changed'] ?? false, answer['failed'] ?? false];
        expect(
          brief(mine),
          `changed, failed in turn ${turn}: ${JSON.stringify([mine, yours])}`,
        ).to.deep.equal(brief(yours));
        // a diff is kept only when it was asked for (--diff)
        const keys = Object.keys(yours).filter((key) => key !== 'diff' && task.differs?.[key] === undefined);
        expect(
          keys.filter((key) => !(key in mine)),
          `keys that are missing in turn ${turn}`,
        ).to.deep.equal([]);
      }
    });
  });
});

const look = (directory: string): string =>
  execFileSync(
    'sh',
    [
      '-c',
      'cd "$1" && find . -printf "%p %y %m %u %g %l\\n" | sort; find . -type f | sort | xargs -d "\\n" -r sha1sum',
      'sh',
      directory,
    ],
    { encoding: 'utf8' },
  );
