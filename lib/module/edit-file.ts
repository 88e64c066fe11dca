import { TsplayError } from '../core/problem.js';
import { isDict, type Value } from '../core/value.js';
import { textOf, bytesOf } from '../remote/bytes.js';
import { path } from '../schema/index.js';
import type { Reply } from '../remote/call.js';
import type { ModuleContext } from './context.js';
import { contentDiff } from './diff.js';
import { expandPaths } from './expand-paths.js';
import { canValidate, paramsOfPlacing, placedResult, placeFile, type PlaceOptions } from './place-file.js';
import { bytesOfData, dataOf, failureOf, resultOf } from './result-of.js';
import { failure, makeResult, type Result } from './result.js';
import { sharedShell } from './script.js';
import { fileReturns } from './file-args.js';

export interface Editing extends PlaceOptions {
  readonly path: string;
  /** Make the file when it is not there. */
  readonly create: boolean;
  /** Make its directory too; by default as `create` says. */
  readonly makesParents?: boolean;
  /** The answer when it is not there and not to be made. */
  readonly whenAbsent: (path: string) => Result;
  /** Tell owner, mode and size of the file too. */
  readonly tellsFile?: boolean;
  /** The result always has `backup`, empty without one, instead of `backup_file` when there is one. */
  readonly tellsNoBackup?: boolean;
  /** The diff is that of the text alone, with this above it. */
  readonly diffTitle?: string;
  readonly edit: (before: string, isNew: boolean) => Edited;
  readonly kept?: KeptLines | undefined;
}

/** Lines that are to be in a file, so that the host can tell by itself whether they are. */
export interface KeptLines {
  /** A file with these lines (and no other end than a newline after them) needs no edit. */
  readonly text: string;
  /** The file needs an edit all the same when one of the marks is anywhere else. */
  readonly alone?: boolean;
  /** Where none of these is in the file, the lines are not there. */
  readonly marks: readonly [string, string];
  /** The lines go to the file's end when they are not there. */
  readonly appends: boolean;
}

export interface Edited {
  /** The same text as before: nothing to do. */
  readonly text: string;
  readonly msg: string;
  readonly more?: Readonly<Record<string, number>>;
}

/**
 * Changes a text file by a function of its text. One trip reads it and looks whether its attributes are right; a second
 * one writes, when the file is still the one that was read, or sets the attributes of one whose text is right. Where the
 * host can tell by `kept` what there is to do it does it at once, and the tasks behind may be sent along.
 */
export async function editFile(editing: Editing, ctx: ModuleContext): Promise<Result> {
  const { read, appended } = await lookOrAppend(editing, ctx);
  const attributes = resultOf(read, fileReturns, { path: editing.path });
  if (failureOf(read) !== undefined)
    return failure(failureOf(read)!, dataOf(read, 'directory') === undefined ? {} : { rc: 256 });
  if (dataOf(read, 'settled') !== undefined)
    return edited(attributes, undefined, { text: '', msg: '' }, editing, ctx.check);
  if (read.frames.some((frame) => frame.kind === 'data' && frame.omitted))
    return failure(`${editing.path} is too large to be edited`);
  const isAbsent = dataOf(read, 'absent') !== undefined;
  if (isAbsent && !editing.create) return editing.whenAbsent(editing.path);
  const bytes = bytesOfData(read, 'content') ?? new Uint8Array();
  const before = textOf(bytes);
  const after = tryEdit(editing, before, isAbsent);
  if (after instanceof Map) return after;
  if (after.text === before && !isAbsent) {
    const isDone = ctx.check || attributes.get('changed') !== true;
    const set = isDone ? attributes : await setAttributes(editing, ctx);
    return set.get('failed') === true ? set : edited(set, undefined, after, editing, ctx.check);
  }
  const placing = {
    ...placingOf(editing, ctx),
    dest: dataOf(read, 'real') ?? editing.path,
    content: bytesOf(after.text),
    from: editing.path,
    expects: isAbsent ? undefined : bytes,
  };
  const written = appended ? placedResult(appended, placing, '', ctx) : await placeFile(placing, ctx);
  return written.get('failed') === true
    ? written
    : edited(attributes, written, after, editing, ctx.check, isAbsent ? undefined : before);
}

interface Looked {
  readonly read: Reply;
  /** What the host said when it wrote, too. */
  readonly appended?: Reply;
}

async function lookOrAppend(editing: Editing, ctx: ModuleContext): Promise<Looked> {
  const { kept, create } = editing;
  const appends = (kept?.appends ?? false) && canValidate(editing);
  const params = {
    ...paramsOfEdit(editing),
    only_looks: true,
    kept_text: kept?.text,
    kept_alone: kept?.alone ?? false,
    mark_1: kept?.marks[0],
    mark_2: kept?.marks[1],
    carriage_return: '\r',
    appends,
    create,
    ...(appends ? { ...paramsOfPlacing(placingOf(editing, ctx), ctx), ...ONLY_TEXT } : {}),
  };
  const reply = await ctx.call(editScript(editing.path, appends), params, { last: kept !== undefined });
  const at = reply.frames.findIndex((frame) => frame.kind === 'data' && frame.key === 'appended');
  if (at < 0) return { read: reply };
  const read = { ...reply, frames: reply.frames.slice(0, at), exitCode: 0, ended: 'done' } as const;
  return { read, appended: { ...reply, frames: reply.frames.slice(at) } };
}

/** No checksum is known and no diff is asked for: the text before is told anyway. */
const ONLY_TEXT = { want_sha1: 'new', want_diff: false, staged: undefined };

const placingOf = (editing: Editing, ctx: ModuleContext) => ({
  ...editing,
  isSecret: ctx.noLog,
  makesParents: editing.makesParents ?? editing.create,
});

const paramsOfEdit = ({ path: file, mode, owner, group, attributes }: Editing) => ({
  path: file,
  mode,
  owner,
  group,
  attributes,
});

async function setAttributes(editing: Editing, ctx: ModuleContext): Promise<Result> {
  const params = { ...paramsOfEdit(editing), only_looks: false, appends: false, kept_text: undefined };
  const reply = await ctx.call(editScript(editing.path, false), params);
  const msg = failureOf(reply);
  return msg === undefined ? resultOf(reply, fileReturns, { path: editing.path }) : failure(msg);
}

function tryEdit(editing: Editing, before: string, isNew: boolean): Edited | Result {
  try {
    return editing.edit(before, isNew);
  } catch (cause) {
    if (cause instanceof TsplayError)
      return failure(cause.problems.map((problem) => problem.message).join('; '));
    throw cause;
  }
}

function editScript(file: string, appends: boolean): string {
  const parts = ['attributes', 'edit-file', ...(appends ? (['backup', 'place-file'] as const) : [])] as const;
  return [...parts.map(sharedShell), expandPaths({ path: path({}) }, { path: file }), 'edit_file'].join('\n');
}

function edited(
  attributes: Result,
  written: Result | undefined,
  after: Edited,
  editing: Editing,
  isCheck: boolean,
  before?: string,
): Result {
  const isText = written !== undefined;
  const isAttributes = attributes.get('changed') === true || attributesOfNew(written);
  const sayings = [
    ...(after.msg === '' ? [] : [after.msg]),
    ...(isAttributes ? ['ownership, perms or SE linux context changed'] : []),
  ];
  const told = editing.tellsFile ? [...attributes, ...(written ?? [])] : [];
  return makeResult({
    ...Object.fromEntries(told.filter(([key]) => fileKeys.has(key))),
    changed: isText || isAttributes,
    msg: sayings.join(' and '),
    ...after.more,
    ...backupOf(written, editing, isCheck),
    diff: editDiff(attributes, written, after, editing, isCheck, before),
  });
}

/** Of the text and of the file's attributes; of a file that a check would make there is only a text. */
function editDiff(
  attributes: Result,
  written: Result | undefined,
  after: Edited,
  { path: file, diffTitle }: Editing,
  isCheck: boolean,
  before: string | undefined,
): Value {
  const isText = written !== undefined;
  const title = diffTitle ?? `${file} (content)`;
  const text = contentDiff(title, isText ? (before ?? '') : '', isText ? after.text : '');
  if (diffTitle !== undefined || (isCheck && before === undefined && isText)) return text;
  const headers = `${file} (file attributes)`;
  return [text, makeResult({ before_header: headers, after_header: headers, ...sidesOf(attributes) })];
}

// the headers have the path
function sidesOf(attributes: Result): Record<string, Value> {
  const diff = attributes.get('diff');
  if (!isDict(diff)) return {};
  for (const side of diff.values()) if (isDict(side)) side.delete('path');
  return { before: diff.get('before')!, after: diff.get('after')! };
}

function backupOf(
  written: Result | undefined,
  { tellsNoBackup }: Editing,
  isCheck: boolean,
): Record<string, Value> {
  const file = isCheck ? undefined : written?.get('backup_file');
  if (tellsNoBackup) return { backup: file ?? '' };
  return file === undefined ? {} : { backup_file: file };
}

const fileKeys = new Set(['gid', 'group', 'mode', 'owner', 'size', 'state', 'uid']);

const attributesOfNew = (written: Result | undefined): boolean => {
  const diff = written?.get('diff');
  return Array.isArray(diff) && diff.some((part) => part instanceof Map && part.get('before') instanceof Map);
};
