import type { Value } from '../../lib/core/value.js';
import { textOf } from '../../lib/remote/bytes.js';
import type { Reply } from '../../lib/remote/call.js';

export interface Found {
  readonly path: string;
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link' | 'other';
  /** 1 right below the directory that was asked for. */
  readonly depth: number;
  readonly size: number;
  readonly times: { readonly atime: number; readonly mtime: number; readonly ctime: number };
  readonly stat: Map<Value, Value>;
}

/** What `find.sh` lists, in the order of a shell's globs. */
export function readFound(reply: Reply): readonly Found[] {
  const found: (readonly Found[])[] = [];
  let names: Uint8Array[] = [];
  let lines: Uint8Array[] = [];
  for (const frame of reply.frames) {
    if (frame.kind !== 'data') continue;
    if (frame.key === 'names') names.push(frame.value);
    if (frame.key === 'lines') lines.push(frame.value);
    if (frame.key !== 'listed') continue;
    found.push(inOrder(listed(whole(names).split('\0').slice(0, -1), whole(lines).split('\n'))));
    names = [];
    lines = [];
  }
  return found.flat();
}

const whole = (parts: readonly Uint8Array[]): string => textOf(Buffer.concat(parts));

function listed(paths: readonly string[], lines: readonly string[]): readonly Found[] {
  const top = paths.reduce((least, path) => Math.min(least, slashes(path)), Infinity) - 1;
  return paths.flatMap((path, i) => (lines[i] ? [describe(path, slashes(path) - top, lines[i])] : []));
}

// names that begin with a dot come behind the others; what is below a directory right behind it
const inOrder = (files: readonly Found[]): readonly Found[] =>
  files
    .map((file) => ({ file, key: file.path.replaceAll('/.', '/\u{10ffff}').replaceAll('/', '\0') }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ file }) => file);

function describe(path: string, depth: number, line: string): Found {
  const [fields = '', owners = ''] = line.split('|');
  const [hex = '0', ...rest] = fields.split(' ');
  const [uid, gid, size, inode, dev, nlink, atime, mtime, ctime] = rest.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const mode = Number.parseInt(hex, 16);
  const type = typeOf(mode);
  const owner = owners.split(':');
  const stat = new Map<Value, Value>([
    ['path', path],
    ['mode', (mode & 0o7777).toString(8).padStart(4, '0')],
    ['isdir', type === 'directory'],
    ['isreg', type === 'file'],
    ['islnk', type === 'link'],
    ...Object.entries(otherTypes).map(([name, bits]): [Value, Value] => [name, (mode & 0o170000) === bits]),
    ['uid', uid],
    ['gid', gid],
    ['size', size],
    ['inode', inode],
    ['dev', dev],
    ['nlink', nlink],
    ['atime', atime],
    ['mtime', mtime],
    ['ctime', ctime],
    ['gr_name', owner[1] ?? ''],
    ['pw_name', owner[0] ?? ''],
    ...permissions(mode),
  ]);
  return {
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    type,
    depth,
    size,
    times: { atime, mtime, ctime },
    stat,
  };
}

const otherTypes = { ischr: 0o020000, isblk: 0o060000, isfifo: 0o010000, issock: 0o140000 };

function typeOf(mode: number): Found['type'] {
  const type = mode & 0o170000;
  return type === 0o100000 ? 'file' : type === 0o040000 ? 'directory' : type === 0o120000 ? 'link' : 'other';
}

function permissions(mode: number): [Value, Value][] {
  const names = ['xoth', 'woth', 'roth', 'xgrp', 'wgrp', 'rgrp', 'xusr', 'wusr', 'rusr'];
  return [
    ...names.map((name, bit): [Value, Value] => [name, (mode & (1 << bit)) !== 0]),
    ['isuid', (mode & 0o4000) !== 0],
    ['isgid', (mode & 0o2000) !== 0],
  ];
}

const slashes = (path: string): number => path.split('/').length;
