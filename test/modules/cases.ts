import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { isDict, type Value } from '../../lib/core/value.js';
import { valueFromJson, valueToJson } from '../../lib/schema/index.js';
import type { Json } from '../../lib/core/json.js';
import { pathsBelow } from '../support/paths-below.js';

/** An entry of a tree: `dir/` is a directory, a text is a file, null is "not there". */
export type Entry =
  | null
  | string
  | {
      readonly content?: string;
      readonly mode?: string;
      readonly link?: string;
      readonly base64?: string;
      readonly like?: string;
    };
export type Tree = Readonly<Record<string, Entry>>;

/** One line of data: what is there, what is asked, and what check, apply and apply again must say and leave. */
export interface Case {
  readonly name: string;
  readonly tree?: Tree;
  readonly args: Readonly<Record<string, Json>>;
  readonly vars?: Readonly<Record<string, Json>>;
  readonly place?: 'live' | 'image';
  readonly environment?: Readonly<Record<string, string>>;
  /** What apply says; a `/text/` is a regular expression. Check says the same `changed` and `failed`. */
  readonly result: Readonly<Record<string, Json>>;
  readonly check?: Readonly<Record<string, Json>>;
  /** By default: not changed, and no failure unless the first one failed. */
  readonly again?: Readonly<Record<string, Json>>;
  readonly then?: Tree;
  /** Shell commands that make what no tree can hold (rules, devices), run before all else. */
  readonly before?: string;
  /** What shell commands print after apply and apply again, and before and after check the same. */
  readonly shows?: Readonly<Record<string, Json>>;
  /** At most so many trips; default 1. */
  readonly trips?: number;
  readonly shells?: readonly string[];
  readonly needs?: string;
}

export const loadCases = (file: string): readonly Case[] =>
  parse(readFileSync(file, 'utf8'), { version: '1.2', merge: true }) as Case[];

/** `$ROOT` anywhere in a value is the scratch directory. */
export function withRoot<T extends Json>(value: T, root: string): Value {
  return valueFromJson(JSON.parse(JSON.stringify(value).replaceAll('$ROOT', root)) as Json);
}

export function plantTree(root: string, tree: Tree): void {
  for (const [name, entry] of Object.entries(tree)) {
    const path = join(root, name);
    mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (entry === null) continue;
    const shape = typeof entry === 'string' ? { content: entry } : entry;
    if (shape.link !== undefined) symlinkSync(shape.link.replaceAll('$ROOT', root), path);
    else if (!name.endsWith('/')) writeFileSync(path, contentOf(shape, root));
    if (shape.mode !== undefined) chmodSync(path, Number.parseInt(shape.mode, 8));
  }
}

const contentOf = (shape: { content?: string; base64?: string }, root: string): Buffer =>
  shape.base64 === undefined
    ? Buffer.from((shape.content ?? '').replaceAll('$ROOT', root))
    : Buffer.from(shape.base64, 'base64');

/** What differs between the tree on disk and the one expected. */
export function compareTree(root: string, tree: Tree): readonly string[] {
  return Object.entries(tree).flatMap(([name, entry]) =>
    compareEntry(join(root, name.replaceAll('$ROOT', root)), name, entry, root),
  );
}

function compareEntry(path: string, name: string, entry: Entry, root: string): readonly string[] {
  const found = lstatSync(path.replace(/\/$/, ''), { throwIfNoEntry: false });
  if (entry === null) return found ? [`${name} is still there`] : [];
  if (!found) return [`${name} is missing`];
  const shape = typeof entry === 'string' ? { content: entry } : entry;
  const wrong: string[] = [];
  if (name.endsWith('/') && !found.isDirectory()) wrong.push(`${name} is no directory`);
  if (shape.link !== undefined) {
    const target = found.isSymbolicLink() ? readlinkSync(path) : 'no link';
    if (target !== shape.link.replaceAll('$ROOT', root)) wrong.push(`${name} -> ${target}`);
  }
  const mode = (found.mode & 0o7777).toString(8).padStart(4, '0');
  if (shape.mode !== undefined && mode !== shape.mode)
    wrong.push(`${name} has mode ${mode}, not ${shape.mode}`);
  if (shape.content !== undefined || shape.base64 !== undefined) {
    const content = readFileSync(path);
    if (!content.equals(contentOf(shape, root)))
      wrong.push(`${name} holds ${JSON.stringify(content.toString())}`);
  }
  if (
    shape.like !== undefined &&
    !new RegExp(shape.like.replaceAll('$ROOT', root)).test(readFileSync(path, 'utf8'))
  ) {
    wrong.push(`${name} holds ${JSON.stringify(readFileSync(path, 'utf8'))}, not like ${shape.like}`);
  }
  return wrong;
}

/** Everything below a directory that a check must not touch, as text. */
export function fingerprint(root: string): string {
  const list = execFileSync('find', [root, '-printf', '%P %y %m %u %g %s %l %T@\\n'], { encoding: 'utf8' });
  const sums = execFileSync('find', [root, '-type', 'f', '-exec', 'sha1sum', '{}', '+'], {
    encoding: 'utf8',
  });
  return `${list.split('\n').sort().join('\n')}\n${sums.split('\n').sort().join('\n')}`;
}

/** Names left behind by a write that did not clean up. */
export const leftovers = (root: string): readonly string[] =>
  pathsBelow(root).filter((path) => basename(path).startsWith('.tsplay'));

/** What of the expected keys is not so. */
export function compareResult(
  actual: ReadonlyMap<string, Value>,
  expected: Readonly<Record<string, Json>>,
  root: string,
): readonly string[] {
  return Object.entries(expected).flatMap(([key, want]) => {
    const have = valueToJson(lookUp(actual, key) ?? null);
    return matches(have, JSON.parse(JSON.stringify(want).replaceAll('$ROOT', root)) as Json)
      ? []
      : [
          `${key} is ${JSON.stringify(have)}, not ${JSON.stringify(want)} (msg: ${JSON.stringify(valueToJson(actual.get('msg') ?? null))})`,
        ];
  });
}

function lookUp(result: ReadonlyMap<Value, Value>, dotted: string): Value | undefined {
  let value: Value | undefined = result;
  for (const key of dotted.split('.')) {
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isDict(value) ? value.get(key) : undefined;
  }
  return value;
}

function matches(have: Json, want: Json): boolean {
  if (typeof want === 'string' && /^\/.+\/$/s.test(want) && typeof have === 'string')
    return new RegExp(want.slice(1, -1), 's').test(have);
  return JSON.stringify(have) === JSON.stringify(want);
}
