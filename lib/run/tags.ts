import type { Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';

/** `--tags` and `--skip-tags`. */
export interface TagChoice {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/** Does a step with these tags run? `always` runs unless skipped by name, `never` only when one of its tags is asked for. */
export function tagsAllow(tags: readonly string[], { only, skip }: TagChoice): boolean {
  const own = tags.length > 0 ? tags : ['untagged'];
  return isWanted(own, only.length > 0 ? only : ['all']) && !isSkipped(own, skip);
}

function isWanted(own: readonly string[], only: readonly string[]): boolean {
  if (own.includes('always')) return true;
  if (only.includes('all') && !own.includes('never')) return true;
  if (own.some((tag) => only.includes(tag))) return true;
  return only.includes('tagged') && !own.includes('untagged') && !own.includes('never');
}

function isSkipped(own: readonly string[], skip: readonly string[]): boolean {
  if (skip.includes('all')) return !own.includes('always') || skip.includes('always');
  if (own.some((tag) => skip.includes(tag))) return true;
  return skip.includes('tagged') && !own.includes('untagged');
}

/** Tags as written: a list, or text with commas. */
export function splitTags(values: Iterable<Value | undefined>): string[] {
  const tags: string[] = [];
  for (const value of values) {
    if (Array.isArray(value)) tags.push(...splitTags(value));
    else if (value !== null && value !== undefined && value !== '')
      tags.push(
        ...pythonText(value)
          .split(',')
          .map((tag) => tag.trim()),
      );
  }
  return tags.filter((tag) => tag !== '');
}
