import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import type { Value } from '../core/value.js';
import { textOf } from '../remote/bytes.js';
import type { Param, Reply } from '../remote/call.js';
import { readChunks } from '../remote/read-chunks.js';
import type { CallOptions, ModuleContext } from './context.js';
import { addDiff, contentDiff } from './diff.js';
import { expandPaths } from './expand-paths.js';
import { dataOf, bytesOfData, failureOf, resultOf } from './result-of.js';
import { failure, makeResult, type Result } from './result.js';
import { sharedShell } from './script.js';
import { wordsIn } from '../core/read-words.js';
import { path } from '../schema/index.js';
import { fileReturns } from './file-args.js';

/** Attributes and options that copy, template and the editing modules share. */
export interface PlaceOptions {
  readonly mode?: string | undefined;
  readonly owner?: string | undefined;
  readonly group?: string | undefined;
  readonly attributes?: string | undefined;
  readonly backup?: boolean;
  readonly validate?: string | undefined;
  readonly force?: boolean;
  readonly follow?: boolean;
  readonly directory_mode?: string | undefined;
  readonly unsafe_writes?: boolean | undefined;
}

/** A file of the controller's that is sent as a stream, not held in memory. */
export interface LargeFile {
  readonly file: string;
  readonly size: number;
  /** Not known yet: it is computed while the file is on its way, or when the host has a file of this size. */
  readonly sha1?: string;
}

export interface Placing extends PlaceOptions {
  readonly dest: string;
  readonly content: Buffer | LargeFile;
  /** The file's name when `dest` is a directory. */
  readonly name?: string;
  /** What the content was made from, for the header of the diff. */
  readonly from: string;
  /** A new file without a `mode` is for its owner only. */
  readonly isSecret?: boolean;
  /** What the file must still hold, nothing when it must still not be there: an edit is based on it. */
  readonly expects?: Uint8Array | undefined;
  /** The task does nothing else. */
  readonly isAll?: boolean;
  /** The directory is made by the same task: in a check it is not there yet. */
  readonly parentIsMade?: boolean;
  /** Make the directory that the file goes to. */
  readonly makesParents?: boolean;
}

const inlineLimit = 100_000;

/**
 * Content to a file of the host, atomically: one trip when it is small or already there, else a second one
 * with the content staged. A large file is only read before it is sent when the host has one of the same size.
 */
export async function placeFile(placing: Placing, ctx: ModuleContext): Promise<Result> {
  if (!canValidate(placing)) return failure(`validate must contain %s: ${placing.validate}`);
  const { content } = placing;
  let sha1 = Buffer.isBuffer(content) ? createHash('sha1').update(content).digest('hex') : content.sha1;
  const script = placeScript(placing.dest);
  const place = (brought: Record<string, Param>, options?: CallOptions): Promise<Reply> =>
    ctx.call(script, { ...placeParams(placing, sha1 ?? '', ctx), ...brought }, options);
  let reply = await place(
    { content: inlineText(content), staged: undefined },
    { last: placing.isAll ?? false },
  );
  if (dataOf(reply, 'need') === 'sha1' && !Buffer.isBuffer(content)) {
    sha1 = await sha1OfFile(content.file);
    reply = await place({ content: undefined, staged: undefined });
  }
  if (dataOf(reply, 'need') === 'content') {
    const onSha1 = (arrived: string): void => void (sha1 = arrived);
    const staged = await ctx.session.stage(content, {
      signal: ctx.signal,
      onSha1,
      toDisk: !Buffer.isBuffer(content),
    });
    reply = await place({ content: undefined, staged });
  }
  return placedResult(reply, placing, sha1 ?? '', ctx);
}

/** Is there a place for the name of the file, if anything is to look at it? */
export const canValidate = ({ validate }: PlaceOptions): boolean => validate?.includes('%s') ?? true;

/** The checksum of a file of the controller's, read as a stream. */
export async function sha1OfFile(file: string): Promise<string> {
  const hash = createHash('sha1');
  for await (const chunk of readChunks(file)) hash.update(chunk);
  return hash.digest('hex');
}

// what fits into a shell variable
function inlineText(content: Buffer | LargeFile): string | undefined {
  if (!Buffer.isBuffer(content) || content.length > inlineLimit || content.includes(0)) return undefined;
  return textOf(content);
}

const placeScript = (dest: string): string =>
  [
    sharedShell('attributes'),
    sharedShell('backup'),
    sharedShell('place-file'),
    expandPaths({ dest: path({}) }, { dest }),
    'place_target',
    'place_file',
    'report_file "$target" dest "$target"',
    'if [ -n "$needs" ]; then stop_here; fi',
  ].join('\n');

function placeParams(placing: Placing, sha1: string, ctx: ModuleContext): Record<string, Param> {
  return {
    dest: placing.dest,
    dest_name: placing.name ?? '',
    want_sha1: sha1,
    want_size: Buffer.isBuffer(placing.content) ? placing.content.length : placing.content.size,
    ...expectParams(placing),
    ...paramsOfPlacing(placing, ctx),
  };
}

/** What place-file.sh has to know besides the content and where it goes. */
export function paramsOfPlacing(
  placing: Omit<Placing, 'dest' | 'content' | 'from'>,
  ctx: ModuleContext,
): Record<string, Param> {
  return {
    parent_made: (placing.parentIsMade ?? false) || (placing.makesParents ?? false),
    make_parents: placing.makesParents ?? false,
    unsafe_writes: placing.unsafe_writes,
    mode: placing.mode,
    default_mode: placing.isSecret ? '0600' : '0644',
    owner: placing.owner,
    group: placing.group,
    attributes: placing.attributes,
    directory_mode: placing.directory_mode,
    backup: placing.backup ?? false,
    force: placing.force ?? true,
    follow: placing.follow ?? false,
    validate: placing.validate === undefined ? [] : wordsIn(placing.validate),
    want_diff: ctx.diff && !placing.isSecret,
    diff_limit: ctx.maxDiffSize,
  };
}

// a short text is compared at the host without a program
function expectParams(placing: Placing): Record<string, Param> {
  if (!('expects' in placing)) return { expect_sha1: undefined, expect_text: undefined };
  const { expects } = placing;
  const text = expects && expects.length <= 1000 && !expects.includes(0) ? textOf(expects) : undefined;
  const sha1 = expects ? createHash('sha1').update(expects).digest('hex') : '';
  return { expect_sha1: sha1, expect_text: text };
}

/** What a reply of place-file.sh tells. */
export function placedResult(
  reply: Reply,
  placing: Placing,
  sha1: string,
  { maxDiffSize }: Pick<ModuleContext, 'maxDiffSize'>,
): Result {
  const frames = reply.frames.filter((frame) => frame.kind !== 'change' || frame.key !== 'content_sum');
  const written = reply.frames.length !== frames.length;
  const result = resultOf({ ...reply, frames }, fileReturns, { path: dataOf(reply, 'dest') ?? placing.dest });
  for (const key of ['appended', 'before', 'dst_larger', 'kept', 'need']) result.delete(key);
  if (failureOf(reply) !== undefined) return sha1 === '' ? result : result.set('checksum', sha1);
  const kept = dataOf(reply, 'kept') !== undefined;
  result.set('changed', result.get('changed') === true || written);
  if (kept) return result;
  result.set('checksum', sha1);
  if (!written && !result.has('path')) result.set('path', dataOf(reply, 'dest') ?? placing.dest);
  if (written && Buffer.isBuffer(placing.content))
    result.set('md5sum', createHash('md5').update(placing.content).digest('hex'));
  if (written && !placing.isSecret)
    result.set('diff', addDiff(result.get('diff'), fileDiff(reply, placing, maxDiffSize)));
  if (!written && !result.has('diff')) result.set('diff', nothingDiffers(result.get('path')!));
  return result;
}

const nothingDiffers = (file: Value): Value =>
  makeResult({ before: makeResult({ path: file }), after: makeResult({ path: file }) });

// Ansible shows no diff of larger files
function fileDiff(reply: Reply, placing: Placing, maxDiffSize: number): Map<Value, Value> {
  const dest = dataOf(reply, 'dest') ?? placing.dest;
  const old = bytesOfData(reply, 'before');
  const before = old ?? Buffer.alloc(0);
  if (!Buffer.isBuffer(placing.content)) return makeResult({ src_larger: maxDiffSize });
  if (!isText(placing.content))
    return makeResult({ before: isText(before) ? textOf(before) : undefined, src_binary: 1 });
  if (!isText(before)) return makeResult({ dst_binary: 1 });
  const diff = contentDiff(dest, textOf(before), textOf(placing.content), placing.from);
  if (!old) diff.delete('before_header');
  if (maxDiffSize > 0 && placing.content.length > maxDiffSize)
    diff.set('src_larger', maxDiffSize).delete('after');
  if (dataOf(reply, 'dst_larger') !== undefined) diff.set('dst_larger', maxDiffSize).delete('before');
  return diff;
}

const isText = (bytes: Uint8Array): boolean => !bytes.includes(0) && isUtf8(bytes);
