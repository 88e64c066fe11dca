import { spawnSync } from 'node:child_process';
import { expect } from 'chai';

import { skip } from '../../support/skip.js';
import { compare } from './compare.js';
import { byAnsible, byTsplay, play } from './play.js';
import { readRecordings } from './recordings.js';
import { againstTasks, isPossible, titleOf, type Task } from './task.js';

const tasks = againstTasks();
const recorded = readRecordings(tasks);
// what nobody has recorded yet, and a share of the others, spread over all modules; AGAINST=all takes every one
const step = process.env['AGAINST'] === 'all' ? 1 : 40;
const isAsked = (task: Task, i: number): boolean => i % step === 0 || !recorded.has(titleOf(task));

const canDo = (task: Task): boolean =>
  isPossible(task) &&
  (task.needs === undefined || spawnSync('/usr/bin/python3', ['-c', `import ${task.needs}`]).status === 0);

describe('tasks on two copies of one tree: ansible-playbook here and now, and tsplay', function () {
  this.timeout(3_000_000);
  const asked = tasks.filter(isAsked).filter(canDo);
  let differences: readonly (readonly string[])[];
  before(async function () {
    if (spawnSync('ansible-playbook', ['--version']).status !== 0)
      skip(this, 'ansible-playbook is not installed');
    if (process.getuid?.() !== 0) skip(this, 'makes an overlay of /: needs root');
    const [theirs, ours] = [await play(byAnsible, asked), await play(byTsplay, asked)];
    differences = asked.map((task, i) => compare(task, theirs[i]!, ours[i]!));
  });

  asked.forEach((task, i) => it(titleOf(task), () => expect(differences[i]).to.deep.equal([])));

  tasks
    .filter((task, i) => isAsked(task, i) && !canDo(task))
    .forEach((task) =>
      it(titleOf(task), function () {
        skip(this, `the real module needs ${task.needs ?? task.requires}`);
      }),
    );
});
