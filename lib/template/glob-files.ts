import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { noteImpureCall } from './purity.js';

/** Files (no directories) a shell pattern names, sorted: `*`, `?`, `[a-z]`; `**` is any number of directories. */
export function globFiles(pattern: string): string[] {
  noteImpureCall();
  const absolute = path.isAbsolute(pattern);
  const parts = pattern.split('/').filter(Boolean);
  return expand(absolute ? '/' : '', parts)
    .filter(isFile)
    .sort();
}

function expand(base: string, parts: readonly string[]): string[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [base];
  if (part === '**')
    return [...expand(base, rest), ...directoriesIn(base).flatMap((dir) => expand(dir, parts))];
  if (!/[*?[]/.test(part)) return expand(path.posix.join(base, part), rest);
  const wanted = patternToRegExp(part);
  return namesIn(base)
    .filter((name) => wanted.test(name) && (part.startsWith('.') || !name.startsWith('.')))
    .flatMap((name) => expand(path.posix.join(base, name), rest));
}

/** A shell pattern for one name as a regular expression. */
function patternToRegExp(pattern: string): RegExp {
  const source = pattern
    .replace(/\[!/g, '[^')
    .replace(/[.+^${}()|\\]|\*|\?/g, (c) =>
      c === '*' ? '.*' : c === '?' ? '.' : c === '^' ? '^' : `\\${c}`,
    );
  return new RegExp(`^${source}$`, 's');
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir === '' ? '.' : dir);
  } catch {
    return [];
  }
}

const directoriesIn = (dir: string): string[] =>
  namesIn(dir)
    .map((name) => path.posix.join(dir, name))
    .filter((one) => statOf(one)?.isDirectory());

const isFile = (one: string): boolean => statOf(one)?.isFile() ?? false;

const statOf = (one: string): ReturnType<typeof statSync> | undefined =>
  statSync(one, { throwIfNoEntry: false });
