import { promises as fs } from 'node:fs';
import { basename, join } from 'node:path';
import { TsplayError } from '../../lib/core/problem.js';
import type { Value } from '../../lib/core/value.js';
import {
  failure,
  makeResult,
  placeFile,
  sha1OfFile,
  type LargeFile,
  type ModuleContext,
  type PlaceOptions,
  type Result,
} from '../../lib/module/index.js';

export interface LocalCopy extends PlaceOptions {
  readonly src: string;
  readonly dest: string;
  readonly checksum?: string | undefined;
  readonly local_follow: boolean;
  readonly decrypt: boolean;
  readonly parentIsMade?: boolean;
}

/** A file or a directory of the controller to the host. */
export async function copyLocal(copy: LocalCopy, ctx: ModuleContext): Promise<Result> {
  const src = ctx.findFile('files', copy.src);
  const stat = await fs.stat(src);
  if (!stat.isDirectory()) return await copyFile(copy, src, copy.dest, ctx, basename(src));
  const top = copy.src.endsWith('/') ? copy.dest : join(copy.dest, basename(src));
  return await copyDirectory(copy, src, top, ctx);
}

async function copyFile(
  copy: LocalCopy,
  file: string,
  dest: string,
  ctx: ModuleContext,
  name: string,
): Promise<Result> {
  const read = await readSource(file, copy, ctx);
  if (read.refused !== undefined) return read.refused;
  const mode = copy.mode === 'preserve' ? octalMode((await fs.stat(file)).mode) : copy.mode;
  const isSecret = ctx.noLog || read.wasVaulted;
  const result = await placeFile(
    { ...copy, mode, dest, content: read.content, name, from: file, isSecret, isAll: !copy.parentIsMade },
    ctx,
  );
  return result.set('src', file);
}

interface Source {
  readonly content: Buffer | LargeFile;
  readonly wasVaulted: boolean;
  readonly refused?: Result;
}

const largeSize = 8 * 1024 * 1024;

async function readSource(file: string, copy: LocalCopy, ctx: ModuleContext): Promise<Source> {
  const { size } = await fs.stat(file);
  const content = size > largeSize ? { file, size } : await fs.readFile(file);
  const sha1 = copy.checksum === undefined ? undefined : await sha1OfFile(file);
  if (sha1 !== copy.checksum) {
    const problem = `Copied file does not match the expected checksum. Transfer failed. (${file} has ${sha1}, expected ${copy.checksum})`;
    const sums = { checksum: sha1, expected_checksum: copy.checksum };
    return { content, wasVaulted: false, refused: failure(problem, sums) };
  }
  if (!Buffer.isBuffer(content) || !copy.decrypt || !content.subarray(0, 14).equals(vaultMark))
    return { content, wasVaulted: false };
  try {
    return { content: ctx.unvault(content), wasVaulted: true };
  } catch (error) {
    if (!(error instanceof TsplayError) || error.problems[0]?.code !== 'vault-no-password') throw error;
    const problem = `A vault password or secret must be specified to decrypt ${file}`;
    return { content, wasVaulted: true, refused: failure(problem) };
  }
}

const vaultMark = Buffer.from('$ANSIBLE_VAULT');

const octalMode = (mode: number): string => (mode & 0o7777).toString(8).padStart(4, '0');

async function copyDirectory(copy: LocalCopy, from: string, to: string, ctx: ModuleContext): Promise<Result> {
  let changed = false;
  const diff: Value[] = [];
  for await (const step of stepsBelow(from, to, copy, ctx, new Set())) {
    if (step.get('failed') === true) return step;
    if (step.get('changed') !== true) continue;
    changed = true;
    if (ctx.diff) diff.push(...partsOf(step.get('diff')));
  }
  return makeResult({
    changed,
    src: copy.src,
    dest: copy.dest.endsWith('/') ? copy.dest : `${copy.dest}/`,
    diff: diff.length > 0 ? diff : undefined,
  });
}

const partsOf = (diff: Value | undefined): readonly Value[] =>
  diff === undefined ? [] : Array.isArray(diff) ? diff : [diff];

// parents come before what is in them, files before directories
async function* stepsBelow(
  from: string,
  to: string,
  copy: LocalCopy,
  ctx: ModuleContext,
  above: ReadonlySet<string>,
): AsyncGenerator<Result> {
  yield await makeDirectory(copy, to, ctx);
  const parents = new Set([...above, await identityOf(from)]);
  const entries = (await fs.readdir(from, { withFileTypes: true })).sort(
    (a, b) => Number(a.isDirectory()) - Number(b.isDirectory()) || (a.name < b.name ? -1 : 1),
  );
  for (const entry of entries) {
    const file = join(from, entry.name);
    const dest = join(to, entry.name);
    if (entry.isSymbolicLink() && (!copy.local_follow || (await staysLink(file, parents)))) {
      yield await makeLink(await fs.readlink(file), dest, ctx);
    } else if ((await fs.stat(file)).isDirectory()) {
      yield* stepsBelow(file, dest, copy, ctx, parents);
    } else {
      yield await copyFile({ ...copy, parentIsMade: true }, file, dest, ctx, '');
    }
  }
}

/** A link is not followed to nowhere, nor to a directory that it is in. */
async function staysLink(file: string, parents: ReadonlySet<string>): Promise<boolean> {
  const identity = await identityOf(file).catch(() => undefined);
  return identity === undefined || parents.has(identity);
}

async function identityOf(file: string): Promise<string> {
  const { dev, ino } = await fs.stat(file);
  return `${dev}:${ino}`;
}

const makeDirectory = (copy: LocalCopy, dest: string, ctx: ModuleContext): Promise<Result> =>
  ctx.runModule(
    'file',
    makeResult({
      path: dest,
      state: 'directory',
      mode: copy.directory_mode,
      owner: copy.owner,
      group: copy.group,
    }),
  );

const makeLink = (target: string, dest: string, ctx: ModuleContext): Promise<Result> =>
  ctx.runModule('file', makeResult({ path: dest, src: target, state: 'link', force: true, follow: false }));
