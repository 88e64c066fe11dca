import type { Value } from '../../lib/core/value.js';
import { textOf } from '../../lib/remote/bytes.js';
import type { Reply } from '../../lib/remote/call.js';

export interface Found {
  readonly path: string;
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link' | 'other';
  readonly size: number;
  readonly times: { readonly atime: number; readonly mtime: number; readonly ctime: number };
  readonly content: string | undefined;
  readonly stat: Map<Value, Value>;
}

/** Each `path` frame starts a file; the frames after it are about it. */
export function readFound(reply: Reply): readonly Found[] {
  const files: Map<string, string>[] = [];
  for (const frame of reply.frames) {
    if (frame.kind !== 'data') continue;
    if (frame.key === 'path') files.push(new Map());
    files.at(-1)?.set(frame.key, textOf(frame.value));
  }
  return files.filter((said) => said.has('fields')).map(describe);
}

function describe(said: ReadonlyMap<string, string>): Found {
  const [hex = '0', ...rest] = said.get('fields')!.split(' ');
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
  const path = said.get('path')!;
  const type = typeOf(mode);
  const owner = said.get('owner')?.split(':') ?? [];
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
    ...(said.has('checksum') ? [['checksum', said.get('checksum')!] as [Value, Value]] : []),
  ]);
  return {
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    type,
    size,
    times: { atime, mtime, ctime },
    content: said.get('text'),
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
