import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';

import type { TextFile } from '../remote/call.js';

/**
 * The first file that is there, when it is so small and plain that a shell can tell whether it is still the same: a
 * task made from it can be sent before those that may write it are done.
 */
export function earlyText(places: readonly string[]): TextFile | undefined {
  const path = places.find((place) => existsSync(place));
  if (path === undefined || !places.every(isAbsolute)) return undefined;
  const text = textIfSmall(path);
  if (text === undefined || text.includes('\0') || text.startsWith('$ANSIBLE_VAULT;')) return undefined;
  const absent = [...new Set(places.slice(0, places.indexOf(path)))];
  return { path, text, absent };
}

/** What a shell reads by itself, byte by byte, costs it less than a program to here. */
const SMALL = 1000;

function textIfSmall(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size > SMALL) return undefined;
  const bytes = readFileSync(path);
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : undefined;
}
