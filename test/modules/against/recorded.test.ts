import { expect } from 'chai';

import { skip } from '../../support/skip.js';
import { compare } from './compare.js';
import { byTsplay, play, type Outcome } from './play.js';
import { readRecordings } from './recordings.js';
import { againstTasks, isPossible, titleOf } from './task.js';

const tasks = againstTasks();
const recorded = readRecordings(tasks);

// what the real modules answered and left is recorded; live.test.ts sees whether that is still so
describe('tasks on two copies of one tree end as with ansible-playbook', function () {
  this.timeout(900_000);
  let ours: readonly Outcome[];
  before(async function () {
    if (process.getuid?.() !== 0) skip(this, 'makes an overlay of /: needs root');
    ours = await play(byTsplay, known);
  });

  const all = tasks.filter((task) => recorded.has(titleOf(task)));
  const known = all.filter(isPossible);
  known.forEach((task, i) =>
    it(titleOf(task), () => expect(compare(task, recorded.get(titleOf(task))!, ours[i]!)).to.deep.equal([])),
  );

  all
    .filter((task) => !known.includes(task))
    .forEach((task) =>
      it(titleOf(task), function () {
        skip(this, `this machine fails at: ${task.requires}`);
      }),
    );
});
