import { isDeepStrictEqual } from 'node:util';

import type { Json } from '../../../lib/core/json.js';

type Fields = Readonly<Record<string, Json>>;

/**
 * Do two values of `diff` show the same? Three things are shown nowhere or by tsplay alone: a text that stays as it is (the
 * real modules tell it twice, tsplay does not bring it from the host), the name of a temporary file above a text, and the
 * changes beside the path that was asked for, `state of /its/parent`.
 */
export function isSameDiff(theirs: Json | undefined, ours: Json | undefined): boolean {
  const [yours, mine] = [partsOf(theirs), partsOf(ours)];
  if (Array.isArray(theirs) !== Array.isArray(ours) || yours.length !== mine.length) return false;
  return yours.every((part, i) => {
    const passing = Object.keys(part).filter((key) => String(part[key]).startsWith('<scratch>'));
    return isDeepStrictEqual(shownOf(part, passing), shownOf(mine[i]!, passing));
  });
}

const partsOf = (diff: Json | undefined): readonly Fields[] =>
  Array.isArray(diff)
    ? (diff as readonly Fields[]).filter((part) => !stays(part))
    : diff === undefined
      ? []
      : [diff as Fields];

const stays = ({ before, after }: Fields): boolean => typeof before === 'string' && before === after;

function shownOf(part: Fields, passing: readonly string[]): Fields {
  const isKept = stays(part);
  const entries = Object.entries(part).filter(
    ([key]) => !passing.includes(key) && !(isKept && sides.has(key)),
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, sides.has(key) ? asked(value) : value]));
}

const sides = new Set(['before', 'after']);

const asked = (side: Json): Json =>
  typeof side !== 'object' || side === null
    ? side
    : Object.fromEntries(Object.entries(side).filter(([key]) => !/^\w+ of [/$]/.test(key)));
