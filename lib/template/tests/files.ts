import { lstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';

import { demand, PyError, pyStr, type Test } from '../../jinja/index.js';

const directory: Test = (path) => statOf(path)?.isDirectory() ?? false;
const file: Test = (path) => statOf(path)?.isFile() ?? false;
const link: Test = (path) => linkStatOf(path)?.isSymbolicLink() ?? false;
const absolute: Test = (path) => textOf(path).startsWith('/');
const sameFile: Test = (path, args) => {
  const [a, b] = [mustStat(path), mustStat(args[0])];
  return a.dev === b.dev && a.ino === b.ino;
};
const mount: Test = (path) => isMount(textOf(path));

/** Tests of paths on the controller. */
export const fileTests: Readonly<Record<string, Test>> = {
  directory,
  is_dir: directory,
  file,
  is_file: file,
  link,
  is_link: link,
  exists: (path) => statOf(path) !== undefined,
  link_exists: (path) => linkStatOf(path) !== undefined,
  abs: absolute,
  is_abs: absolute,
  same_file: sameFile,
  is_same_file: sameFile,
  mount,
  is_mount: mount,
};

const textOf = (path: unknown): string => pyStr(demand(path));
const statOf = (path: unknown): Stats | undefined => statSync(textOf(path), { throwIfNoEntry: false });
const linkStatOf = (path: unknown): Stats | undefined => lstatSync(textOf(path), { throwIfNoEntry: false });

function mustStat(path: unknown): Stats {
  const stats = statOf(path);
  if (!stats)
    throw new PyError('AnsibleFilterError', `[Errno 2] No such file or directory: '${textOf(path)}'`);
  return stats;
}

function isMount(path: string): boolean {
  const own = linkStatOf(path);
  if (!own || own.isSymbolicLink()) return false;
  const parent = statOf(dirname(realpathSync(path)))!;
  return own.dev !== parent.dev || own.ino === parent.ino;
}
