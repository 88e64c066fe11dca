import type { Play, Step, Task } from '../playbook/types.js';

/** All that a play says, in the order of its sections, handlers last. */
export const stepsOf = (play: Play): readonly Step[] =>
  [play.preTasks, play.roleBlocks, play.tasks, play.postTasks, play.handlers].flat();

/** The tasks of a step in order, those of its `rescue` and `always` too. */
export const tasksIn = (step: Step): readonly Task[] =>
  step.kind === 'task' ? [step] : [...step.block, ...step.rescue, ...step.always].flatMap(tasksIn);
