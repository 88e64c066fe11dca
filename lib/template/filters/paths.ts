import { realpathSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix } from 'node:path';

import { Tuple, type Value } from '../../core/value.js';
import { demand, PyError, pyStr, pyTruth, type Filter } from '../../jinja/index.js';
import { globFiles } from '../glob-files.js';
import { noteImpureCall } from '../purity.js';
import { filterTypeError, isSequence, isText, pathText, typeName } from '../python.js';

/** Paths as text: nothing here changes a file. */
export const pathFilters: Readonly<Record<string, Filter>> = {
  basename: (value) => pathText(value).replace(/^[^]*\//, ''),
  dirname: (value) => dirname(pathText(value)),
  splitext: (value) => tuple(splitExtension(pathText(value))),
  expanduser: (value) => expandUser(pathText(value)),
  expandvars: (value) => expandVariables(pathText(value)),
  realpath: (value) => realPath(pathText(value)),
  relpath: (value, args) => {
    if (!pyTruth(demand(value))) throw new PyError('ValueError', 'no path specified');
    return posix.relative(args[0] === undefined ? process.cwd() : pathText(args[0]), pathText(value)) || '.';
  },
  path_join: (value) => joinPaths(demand(value)),
  fileglob: (value) => globFiles(pathText(value)),
  win_basename: (value) => /[^\\/]*$/.exec(splitDrive(pathText(value))[1])![0],
  win_dirname: (value) => winDirname(pathText(value)),
  win_splitdrive: (value) => tuple(splitDrive(pathText(value))),
};

const tuple = (items: readonly Value[]): Tuple => Tuple.from(items);

function dirname(path: string): string {
  const head = path.slice(0, path.lastIndexOf('/') + 1);
  return /^\/+$/.test(head) ? head : head.replace(/\/+$/, '');
}

function splitExtension(path: string): [string, string] {
  const found = /^([^]*\/)?(\.*[^/.][^/]*?)(\.[^./]*)$/.exec(path);
  return found ? [(found[1] ?? '') + found[2]!, found[3]!] : [path, ''];
}

/** `~/x` and `~user/x` with the home directory; anything else stays. */
export function expandUser(path: string): string {
  const found = /^~([^/]*)(?=\/|$)/.exec(path);
  if (!found) return path;
  const home = found[1] === '' ? (process.env['HOME'] ?? homedir()) : homeOf(found[1]!);
  return home === undefined ? path : home.replace(/\/+$/, '') + path.slice(found[0].length) || '/';
}

function homeOf(user: string): string | undefined {
  noteImpureCall();
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${user}:`));
  return line?.split(':')[5];
}

const expandVariables = (path: string): string =>
  path.replace(
    /\$(?:(\w+)|\{([^}]*)\})/g,
    (all, bare?: string, braced?: string) => process.env[bare ?? braced!] ?? all,
  );

// links are followed step by step, so that `..` means the parent of what a link points to
function realPath(path: string): string {
  let current = '/';
  for (const part of `${path.startsWith('/') ? '' : `${process.cwd()}/`}${path}`.split('/')) {
    if (part === '..') current = posix.dirname(current);
    else if (part !== '' && part !== '.') current = followed(posix.join(current, part));
  }
  return current;
}

function followed(path: string): string {
  noteImpureCall();
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function joinPaths(value: unknown): string {
  if (isText(value)) return pyStr(value);
  if (!isSequence(value))
    throw filterTypeError(`|path_join expects string or sequence, got <class '${typeName(value)}'> instead.`);
  if (value.length === 0) throw filterTypeError("join() missing 1 required positional argument: 'a'");
  const first = pathText(value[0]);
  return value
    .slice(1)
    .map(joinedPart)
    .reduce(
      (path, part) =>
        part.startsWith('/') ? part : path === '' || path.endsWith('/') ? path + part : `${path}/${part}`,
      first,
    );
}

function joinedPart(part: Value): string {
  if (isText(part)) return pyStr(part);
  throw filterTypeError(`join() argument must be str, bytes, or os.PathLike object, not '${typeName(part)}'`);
}

function splitDrive(path: string): [string, string] {
  const found = /^(?:[\\/]{2}[^\\/]*[\\/][^\\/]*|[^\\/]:)/.exec(path);
  return found ? [found[0], path.slice(found[0].length)] : ['', path];
}

function winDirname(path: string): string {
  const [drive, rest] = splitDrive(path);
  const head = rest.slice(0, rest.length - /[^\\/]*$/.exec(rest)![0].length);
  return drive + (/^[\\/]+$/.test(head) ? head : head.replace(/[\\/]+$/, ''));
}
