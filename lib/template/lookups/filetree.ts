import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { join, relative } from 'node:path';

import type { Dict, Value } from '../../core/value.js';
import { pyStr } from '../../jinja/index.js';
import { findFile } from '../find-file.js';
import { toFloat } from '../python.js';
import type { Lookup } from '../templar.js';

/** Everything below directories of the controller (community.general), each with its path and what stat says. */
export const filetree: Lookup = ({ terms, templar }) => {
  const found = new Map<string, Dict>();
  for (const term of terms) {
    const root = findFile(templar, 'files', pyStr(term));
    for (const path of root === undefined ? [] : below(root, root)) {
      const props = found.has(path) ? undefined : propsOf(root!, path, templar.options.warn);
      if (props) found.set(path, props);
    }
  }
  return [...found.values()];
};

// a directory's entries stand before what is below them, directories first
function below(root: string, directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const isBranch = (name: string): boolean => lstatSync(join(directory, name)).isDirectory();
  const names = entries.map(({ name }) => name);
  const branches = names.filter(isBranch);
  const leaves = names.filter((name) => !branches.includes(name));
  return [
    ...[...branches, ...leaves].map((name) => relative(root, join(directory, name))),
    ...branches.flatMap((name) => below(root, join(directory, name))),
  ];
}

function propsOf(root: string, path: string, warn: ((text: string) => void) | undefined): Dict | undefined {
  const file = join(root, path);
  const stats = lstatSync(file);
  const kind = kindOf(stats);
  if (kind === undefined) {
    warn?.(`filetree: Error file type of ${file} is not supported`);
    return undefined;
  }
  const entries: [string, Value][] = [
    ['root', root],
    ['path', path],
    ['state', kind],
    ...(kind === 'link' ? [['src', readlinkSync(file)] as [string, Value]] : []),
    ...(kind === 'file' ? [['src', file] as [string, Value]] : []),
    ['uid', stats.uid],
    ['gid', stats.gid],
    ['owner', nameIn('/etc/passwd', stats.uid)],
    ['group', nameIn('/etc/group', stats.gid)],
    ['mode', `0${(stats.mode & 0o7777).toString(8).padStart(3, '0')}`],
    ['size', stats.size],
    ['mtime', toFloat(stats.mtimeMs / 1000)],
    ['ctime', toFloat(stats.ctimeMs / 1000)],
  ];
  return new Map<Value, Value>(entries);
}

function kindOf(stats: Stats): 'link' | 'directory' | 'file' | undefined {
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isDirectory()) return 'directory';
  return stats.isFile() ? 'file' : undefined;
}

// the number itself when nobody has it
function nameIn(file: string, id: number): string | number {
  const fields = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  return fields.find(([, , number]) => number === String(id))?.[0] ?? id;
}
