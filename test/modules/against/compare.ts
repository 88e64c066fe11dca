import { isDeepStrictEqual } from 'node:util';

import { moduleDifferences } from './module-differences.js';
import { turns, type Outcome } from './play.js';
import type { Answer } from './shown-part.js';
import type { Task } from './task.js';

/** One line for everything in which tsplay went another way than the real module. */
export function compare(task: Task, theirs: Outcome, ours: Outcome): readonly string[] {
  const lines = turns.flatMap((turn, i) => {
    if (turn === 'check' && isPassedOver(theirs, ours)) return [];
    const found = compareAnswers(task, theirs.turns[i]!, ours.turns[i]!, turn === 'check');
    return found.map((line) => `${turn}: ${line}`);
  });
  return theirs.tree === ours.tree || task.differs?.['tree'] !== undefined
    ? lines
    : [...lines, `left behind: ansible\n${theirs.tree}tsplay\n${ours.tree}`];
}

/**
 * A check that the real module does not make; or one of what fails in earnest: either of the two may see that early, and
 * where something is not there tsplay goes on, for an earlier task of the same check may be the one that makes it.
 */
const isPassedOver = ({ turns: [theirs, inEarnest] }: Outcome, { turns: [, ours] }: Outcome): boolean =>
  theirs?.['skipped'] === true || (inEarnest?.['failed'] === true && ours?.['failed'] === true);

function compareAnswers(task: Task, theirs: Answer, ours: Answer, isCheck: boolean): readonly string[] {
  const differs = { ...moduleDifferences[task.module], ...task.differs };
  const isFailure = theirs['failed'] === true && ours['failed'] === true;
  const lines: string[] = [];
  for (const key of new Set(['changed', 'failed', ...Object.keys(theirs), ...Object.keys(ours)])) {
    if (differs[key] !== undefined || (differs['*'] !== undefined && !verdicts.has(key))) continue;
    // of a failure, both tell what they have seen; a check may tell more
    if (isFailure && key !== 'msg' && !(key in theirs && key in ours)) continue;
    if (isCheck && (!(key in theirs && key in ours) || isDeepStrictEqual(theirs[key], []))) continue;
    const [yours, mine] = [theirs[key] ?? absent(key), ours[key] ?? absent(key)];
    // the words of a failure are each one's own, but there are some
    const same =
      isFailure && key === 'msg' ? (yours === null) === (mine === null) : isDeepStrictEqual(yours, mine);
    if (!same) lines.push(`${key}: ansible ${JSON.stringify(yours)}, tsplay ${JSON.stringify(mine)}`);
  }
  return lines;
}

const verdicts = new Set(['changed', 'failed']);

const absent = (key: string): boolean | null => (key === 'changed' || key === 'failed' ? false : null);
