import { isDeepStrictEqual } from 'node:util';

import type { Json } from '../../../lib/core/json.js';
import { isSameDiff } from './is-same-diff.js';
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
  const areFailures = theirs['failed'] === true && ours['failed'] === true;
  const lines: string[] = [];
  for (const key of new Set(['changed', 'failed', ...Object.keys(theirs), ...Object.keys(ours)])) {
    if (differs[key] !== undefined || (isCheck && differs[`check.${key}`] !== undefined)) continue;
    if (differs['*'] !== undefined && !verdicts.has(key)) continue;
    if (mayDiffer(key, theirs, { isCheck, areFailures })) continue;
    const [yours, mine] = [valueOf(key, theirs), valueOf(key, ours)];
    const areWords = key === 'msg' && areFailures;
    const same = areWords ? tells(mine, yours) : isSame(key, yours, mine);
    if (!same) lines.push(`${key}: ansible ${shown(yours)}, tsplay ${shown(mine)}`);
  }
  return lines;
}

const verdicts = new Set(['changed', 'failed']);

/**
 * A check and a failure may tell more than the real one's, and so may a diff: every change of tsplay's is in it. What
 * fails did nothing, and its diff only says what it would have done.
 */
function mayDiffer(key: string, theirs: Answer, its: { isCheck: boolean; areFailures: boolean }): boolean {
  if (verdicts.has(key)) return false;
  if (key === 'diff') return its.areFailures || !(key in theirs);
  return (its.isCheck || its.areFailures) && !(key in theirs);
}

/** Of a key that is not there nothing, which `is defined` tells from null; but of a verdict false. */
const valueOf = (key: string, answer: Answer): Json | undefined =>
  key in answer ? answer[key] : verdicts.has(key) ? false : undefined;

const isSame = (key: string, yours: Json | undefined, mine: Json | undefined): boolean =>
  key === 'diff' ? isSameDiff(yours, mine) : isDeepStrictEqual(yours, mine);

/** A failure says at least what the real one's says. */
function tells(ours: Json | undefined, theirs: Json | undefined): boolean {
  if (typeof ours !== 'string' || typeof theirs !== 'string') return isDeepStrictEqual(ours, theirs);
  return ours !== '' && plain(ours).includes(wordsOf(theirs));
}

/** Without what the real ones repeat, what only their own code knows of, and which line of it crashed. */
const wordsOf = (theirs: string): string =>
  plain(theirs)
    .replace(/^MODULE FAILURE See stdout.*/, '')
    .replace(
      /(?<= )If you are using a module and expect the file to exist on the remote, see the remote_src option$/,
      '',
    )
    .replace(/('\S+' is undefined)(?:\. \1)+/, '$1')
    .replace(/^(Unsupported parameters for \().*\.(\w+\) module: .*?\. ).*/, '$1$2')
    .replace(/(is not a valid boolean\. ).*/, '$1')
    .replace(/(unable to convert to int: )invalid literal.*/, '$1')
    .replace(/(Could not detect a supported package manager from the following list: \[.*?\]).*/, '$1')
    .trim();

/** Where a line ends is nobody's business. */
const plain = (text: string): string => text.trim().replace(/\s+/g, ' ');

const shown = (value: Json | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));
