import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

import { expandUser } from './filters/paths.js';
import type { Templar } from './templar.js';

/** A controller file a lookup names: `files/x` (or `templates/x`) and `x` in each directory of the search path. */
export function findFile(templar: Templar, folder: 'files' | 'templates', name: string): string | undefined {
  return fileCandidates(templar, folder, expandUser(name)).find((path) => existsSync(path));
}

/** Every place {@link findFile} looks at, in order. */
export function fileCandidates(templar: Templar, folder: string, name: string): string[] {
  if (isAbsolute(name)) return [name];
  return searchRoots(templar).flatMap((root) => [join(root, folder, name), join(root, name)]);
}

/** The directories files are searched in. */
export function searchRoots(templar: Templar): string[] {
  return [...new Set([...(templar.options.searchPath ?? []), templar.options.basedir ?? process.cwd()])];
}
