import { fstatSync, lstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';

import { demand, PyError, pyStr, type Test } from '../../jinja/index.js';
import { noteImpureCall } from '../purity.js';
import { filterTypeError, isText, pathText, typeName } from '../python.js';

const directory: Test = (path) => statOf(path)?.isDirectory() ?? false;
const file: Test = (path) => statOf(path)?.isFile() ?? false;
const link: Test = (path) => linkStatOf(path)?.isSymbolicLink() ?? false;
const absolute: Test = (path) => pathText(path).startsWith('/');
const sameFile: Test = (path, args) => {
  const [a, b] = [mustStat(path), mustStat(args[0])];
  return a.dev === b.dev && a.ino === b.ino;
};
const mount: Test = (path) => isMount(demand(path));

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

function statOf(path: unknown): Stats | undefined {
  noteImpureCall();
  const plain = demand(path);
  if (Number.isInteger(plain) || typeof plain === 'boolean') return openFileStat(Number(plain));
  return statSync(textOf('stat', 'string, bytes, os.PathLike or integer', plain), { throwIfNoEntry: false });
}

function linkStatOf(path: unknown): Stats | undefined {
  noteImpureCall();
  return lstatSync(textOf('lstat', 'string, bytes or os.PathLike', demand(path)), { throwIfNoEntry: false });
}

function textOf(call: string, wanted: string, path: unknown): string {
  if (isText(path)) return pyStr(path);
  if (typeof path === 'bigint' && call === 'stat')
    throw new PyError('OverflowError', 'fd is greater than maximum');
  throw filterTypeError(`${call}: path should be ${wanted}, not ${typeName(path)}`);
}

// a number is an open file of Python's stat
function openFileStat(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor);
  } catch {
    return undefined;
  }
}

function mustStat(path: unknown): Stats {
  const stats = statOf(path);
  if (!stats)
    throw new PyError('AnsibleFilterError', `[Errno 2] No such file or directory: '${pyStr(path)}'`);
  return stats;
}

function isMount(path: unknown): boolean {
  const own = linkStatOf(path);
  if (!own || own.isSymbolicLink()) return false;
  const parent = statOf(dirname(realpathSync(pyStr(path))))!;
  return own.dev !== parent.dev || own.ino === parent.ino;
}
