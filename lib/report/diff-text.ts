import { createTwoFilesPatch } from 'diff';
import type { Json } from '../core/json.js';
import { asFields, textOf } from './result-text.js';
import { sanitize } from './sanitize.js';

/** The `diff` of a result as unified diffs, a line each; empty when nothing differs. */
export function diffLines(diff: Json | undefined): string[] {
  if (diff === undefined || diff === null) return [];
  const parts = Array.isArray(diff) ? (diff as readonly Json[]) : [diff];
  return parts.flatMap((part) => linesOf(asFields(part)));
}

function linesOf(part: { readonly [key: string]: Json }): string[] {
  if (typeof part['prepared'] === 'string') return sanitize(part['prepared']).replace(/\n$/, '').split('\n');
  if (!('before' in part) || !('after' in part)) return [];
  const [before, after] = [textOf(part['before']), textOf(part['after'])];
  if (before === after) return [];
  const header = (key: string, fallback: string): string => textOf(part[key]) || fallback;
  const patch = createTwoFilesPatch(
    header('before_header', 'before'),
    header('after_header', 'after'),
    before,
    after,
    '',
    '',
    { context: 3 },
  );
  return sanitize(patch)
    .split('\n')
    .slice(1)
    .filter((line, i, all) => i < all.length - 1 || line !== '');
}
