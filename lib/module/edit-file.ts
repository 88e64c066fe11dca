import { createHash } from 'node:crypto';
import { TsplayError } from '../core/problem.js';
import { textOf, bytesOf } from '../remote/bytes.js';
import { path, pythonText } from '../schema/index.js';
import type { ModuleContext } from './context.js';
import { contentDiff } from './diff.js';
import { expandPaths } from './expand-paths.js';
import { placeFile, type PlaceOptions } from './place-file.js';
import { bytesOfData, dataOf, failureOf, resultOf } from './result-of.js';
import { failure, makeResult, type Result } from './result.js';
import { sharedShell } from './script.js';
import { fileReturns } from './file-args.js';

export interface Editing extends PlaceOptions {
  readonly path: string;
  /** Make the file when it is not there. */
  readonly create: boolean;
  /** The answer when it is not there and not to be made. */
  readonly whenAbsent: (path: string) => Result;
  /** Tell owner, mode and size of the file too. */
  readonly tellsFile?: boolean;
  readonly edit: (before: string, isNew: boolean) => Edited;
}

export interface Edited {
  /** The same text as before: nothing to do. */
  readonly text: string;
  readonly msg: string;
  readonly more?: Readonly<Record<string, number>>;
}

/**
 * Changes a text file by a function of its text. One trip reads it (and sets its attributes); a second one
 * writes, when there is something to write and the file is still the one that was read.
 */
export async function editFile(editing: Editing, ctx: ModuleContext): Promise<Result> {
  const read = await ctx.call(readScript(editing.path), {
    path: editing.path,
    mode: editing.mode,
    owner: editing.owner,
    group: editing.group,
    attributes: editing.attributes,
  });
  const attributes = resultOf(read, fileReturns, { path: editing.path });
  if (failureOf(read) !== undefined)
    return failure(failureOf(read)!, dataOf(read, 'directory') === undefined ? {} : { rc: 256 });
  if (read.frames.some((frame) => frame.kind === 'data' && frame.omitted))
    return failure(`${editing.path} is too large to be edited`);
  const isAbsent = dataOf(read, 'absent') !== undefined;
  if (isAbsent && !editing.create) return editing.whenAbsent(editing.path);
  const bytes = bytesOfData(read, 'content') ?? new Uint8Array();
  const before = textOf(bytes);
  const after = tryEdit(editing, before, isAbsent);
  if (after instanceof Map) return after;
  if (after.text === before && !isAbsent) return edited(attributes, undefined, after, editing, before);
  const written = await placeFile(
    {
      ...editing,
      dest: dataOf(read, 'real') ?? editing.path,
      content: bytesOf(after.text),
      from: editing.path,
      expectSha1: isAbsent ? '' : createHash('sha1').update(bytes).digest('hex'),
      isSecret: ctx.noLog,
      makesParents: editing.create,
    },
    ctx,
  );
  return written.get('failed') === true ? written : edited(attributes, written, after, editing, before);
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

const readScript = (name: string): string =>
  [sharedShell('attributes'), expandPaths({ path: path({}) }, { path: name }), readFile].join('\n');

const readFile = `
case $path in ?*/) path=\${path%/} ;; esac
real=$path
if [ -L "$path" ] && read_link -f "$path"; then real=$a_link; fi
data real "$real"
stat_of "$real"
case $st_type in
  absent) data absent yes ;;
  directory) data directory yes && fail "Path $path is a directory !" ;;
  file)
    if [ "$st_size" -le 1000 ] && read_text "$real" && [ "\${#ts_text}" = "$st_size" ]; then
      data content "$ts_text"
    else
      data_file content "$real"
    fi
    set_attributes "$real"
    report_file "$real"
    ;;
  *) fail "cannot edit $path: it is a $st_type" ;;
esac
`;

function edited(
  attributes: Result,
  written: Result | undefined,
  after: Edited,
  editing: Editing,
  before: string,
): Result {
  const isText = written !== undefined;
  const isAttributes = attributes.get('changed') === true || attributesOfNew(written);
  const headers = contentDiff(`${editing.path} (content)`, isText ? before : '', isText ? after.text : '');
  const others = new Map([
    ['before_header', `${editing.path} (file attributes)`],
    ['after_header', `${editing.path} (file attributes)`],
  ]);
  const changedAttributes = attributes.get('diff');
  if (changedAttributes instanceof Map)
    for (const [key, value] of changedAttributes) others.set(pythonText(key), value as string);
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
    backup: editing.backup === undefined ? undefined : (written?.get('backup_file') ?? ''),
    backup_file: written?.get('backup_file'),
    diff: [headers, others],
  });
}

const fileKeys = new Set(['gid', 'group', 'mode', 'owner', 'size', 'state', 'uid']);

const attributesOfNew = (written: Result | undefined): boolean => {
  const diff = written?.get('diff');
  return Array.isArray(diff) && diff.some((part) => part instanceof Map && part.get('before') instanceof Map);
};
