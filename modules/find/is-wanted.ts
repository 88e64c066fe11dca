import { pythonPattern } from '../../lib/module/index.js';
import { pythonText } from '../../lib/schema/index.js';
import type { Found } from './read-found.js';

export interface Finding {
  readonly paths: readonly string[];
  readonly patterns: readonly string[] | undefined;
  readonly excludes: readonly string[] | undefined;
  readonly use_regex: boolean;
  readonly file_type: string;
  readonly recurse: boolean;
  readonly depth: number | undefined;
  readonly hidden: boolean;
  readonly follow: boolean;
  readonly age: string | undefined;
  readonly age_stamp: 'atime' | 'ctime' | 'mtime';
  readonly size: string | undefined;
  readonly contains: string | undefined;
  readonly read_whole_file: boolean;
  readonly get_checksum: boolean;
  readonly mode: string | undefined;
  readonly exact_mode: boolean;
  readonly limit: number | undefined;
}

export interface Limits {
  readonly age: number | undefined;
  readonly size: number | undefined;
  readonly mode: number | undefined;
}

/** Does a file pass every filter of the task but `contains`? */
export function isWanted(file: Found, args: Finding, limits: Limits, now: number): boolean {
  if (args.recurse && args.depth && file.depth > args.depth) return false;
  if (!args.hidden && file.name.startsWith('.')) return false;
  if (args.file_type !== 'any' && file.type !== args.file_type) return false;
  if (args.patterns?.some((pattern) => matchesName(file.name, pattern, args.use_regex)) === false)
    return false;
  if (args.excludes?.some((pattern) => matchesName(file.name, pattern, args.use_regex))) return false;
  if (limits.mode !== undefined && !hasMode(file, limits.mode, args.exact_mode)) return false;
  if (limits.age !== undefined && !passes(now - file.times[args.age_stamp], limits.age)) return false;
  return limits.size === undefined || file.type !== 'file' || passes(file.size, limits.size);
}

function hasMode({ stat }: Found, mode: number, isExact: boolean): boolean {
  const bits = Number.parseInt(pythonText(stat.get('mode') ?? ''), 8);
  return isExact ? bits === mode : (bits & mode) !== 0;
}

// as Ansible counts it: at least, or with a minus at most
const passes = (value: number, limit: number): boolean => (limit >= 0 ? value >= limit : value <= -limit);

function matchesName(name: string, pattern: string, isRegex: boolean): boolean {
  if (isRegex) return pythonPattern(pattern, 'y').test(name);
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[\\s\\S]*')
    .replaceAll('?', '[\\s\\S]')
    .replaceAll('[!', '[^');
  return new RegExp(`^${source}$`).test(name);
}

/** Is what `contains` asks for in the text? */
export function holds(content: string, pattern: string, isWhole: boolean): boolean {
  if (isWhole) return pythonPattern(pattern).test(content);
  const start = pythonPattern(pattern, 'y');
  return content.split(/(?<=\n)/).some((line) => line.search(start) === 0);
}
