import { PyFloat, type Value } from '../../lib/core/value.js';
import { dataOf, makeResult, resultOf, type Result } from '../../lib/module/index.js';
import { textOf } from '../../lib/remote/bytes.js';
import type { Reply } from '../../lib/remote/call.js';

/** The answer of stat(1) in Ansible's words. */
export function describeStat(reply: Reply): Result {
  const failed = resultOf(reply, {});
  if (failed.get('failed') === true)
    return makeResult({ changed: false, failed: true, msg: failed.get('msg') });
  const fields = dataOf(reply, 'fields');
  const stat = fields === undefined ? new Map<Value, Value>([['exists', false]]) : describe(reply, fields);
  return makeResult({ changed: false, stat });
}

function describe(reply: Reply, fields: string): Map<Value, Value> {
  const [numbers, ...times] = fields.split('|');
  const n = numbers!.split(' ');
  const mode = Number.parseInt(n[0]!, 16);
  const can = reply.frames.flatMap((frame) =>
    frame.kind === 'data' && frame.key === 'can' ? [textOf(frame.value)] : [],
  );
  return new Map<Value, Value>([
    ['exists', true],
    ['path', dataOf(reply, 'path') ?? ''],
    ['mode', (mode & 0o7777).toString(8).padStart(4, '0')],
    ...typeFlags(mode),
    ['uid', Number(n[1])],
    ['gid', Number(n[2])],
    ['size', Number(n[3])],
    ['inode', Number(n[4])],
    ['dev', Number(n[5])],
    ['nlink', Number(n[6])],
    ['atime', preciseTime(n[11]!, times[0]!)],
    ['mtime', preciseTime(n[12]!, times[1]!)],
    ['ctime', preciseTime(n[13]!, times[2]!)],
    ...modeFlags(mode),
    ['blocks', Number(n[7])],
    ['block_size', Number(n[8])],
    ['device_type', deviceNumber(n[9]!, n[10]!)],
    ['readable', can.includes('r')],
    ['writeable', can.includes('w')],
    ['executable', can.includes('x')],
    ['pw_name', dataOf(reply, 'owner') ?? ''],
    ['gr_name', dataOf(reply, 'group') ?? ''],
    ...optional(reply, 'lnk_target', 'lnk_source', 'checksum'),
    ...mimeOf(dataOf(reply, 'mime')),
    ...flagsOf(dataOf(reply, 'flags')),
  ]);
}

function typeFlags(mode: number): [Value, Value][] {
  const type = mode & 0o170000;
  const types = {
    isdir: 0o040000,
    ischr: 0o020000,
    isblk: 0o060000,
    isreg: 0o100000,
    isfifo: 0o010000,
    islnk: 0o120000,
    issock: 0o140000,
  };
  return Object.entries(types).map(([name, bits]) => [name, type === bits]);
}

function modeFlags(mode: number): [Value, Value][] {
  const names = ['xoth', 'woth', 'roth', 'xgrp', 'wgrp', 'rgrp', 'xusr', 'wusr', 'rusr'];
  const flags = names.map((name, i): [Value, Value] => [name, (mode & (1 << i)) !== 0]).reverse();
  return [...flags, ['isuid', (mode & 0o4000) !== 0], ['isgid', (mode & 0o2000) !== 0]];
}

// whole seconds from one field, the fraction from the readable form: busybox has no other way
function preciseTime(seconds: string, readable: string): Value {
  const fraction = /\.(\d+)/.exec(readable)?.[1] ?? '0';
  const time = Number(`${seconds}.${fraction}`);
  return Number.isInteger(time) ? new PyFloat(time) : time;
}

const deviceNumber = (major: string, minor: string): number =>
  Number.parseInt(major, 16) * 256 + Number.parseInt(minor, 16);

function optional(reply: Reply, ...keys: string[]): [Value, Value][] {
  return keys.flatMap((key): [Value, Value][] => {
    const value = dataOf(reply, key);
    return value === undefined ? [] : [[key, value]];
  });
}

function mimeOf(answer: string | undefined): [Value, Value][] {
  if (answer === undefined) return [];
  const [mimetype, charset] = answer.split('; charset=');
  return [
    ['mimetype', mimetype || 'unknown'],
    ['charset', charset ?? 'unknown'],
  ];
}

function flagsOf(answer: string | undefined): [Value, Value][] {
  if (answer === undefined) return [];
  const [version, flags = ''] = answer.trim().split(/\s+/);
  const letters = flags.replaceAll('-', '');
  return [
    ['version', version || null],
    ['attributes', [...letters].map((letter) => flagNames[letter] ?? letter)],
    ['attr_flags', letters],
  ];
}

const flagNames: Readonly<Record<string, string>> = {
  A: 'noatime',
  a: 'append',
  c: 'compressed',
  C: 'nocow',
  d: 'nodump',
  D: 'dirsync',
  e: 'extents',
  E: 'encrypted',
  h: 'blocksize',
  i: 'immutable',
  I: 'indexed',
  j: 'journalled',
  N: 'inline',
  s: 'zero',
  S: 'synchronous',
  t: 'notail',
  T: 'blockroot',
  u: 'undelete',
  X: 'compressedraw',
  Z: 'compresseddirty',
};
