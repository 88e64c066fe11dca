import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All paths below a directory, relative to it and sorted; no link is followed (`recursive` of readdir follows them). */
export function pathsBelow(root: string, folder = ''): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? [path, ...pathsBelow(root, path)] : [path];
    })
    .sort();
}
