import { TsplayError } from '../core/problem.js';
import type { Value } from '../core/value.js';
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
  /** The result always has `backup`, empty without one, instead of `backup_file` when there is one. */
  readonly tellsNoBackup?: boolean;
  readonly edit: (before: string, isNew: boolean) => Edited;
  /** A file with this line (and no other end than a newline after it) needs no edit: the host can tell. */
  readonly keptLine?: string | undefined;
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
 * host can tell that nothing is to be written, it sets them at once, and the tasks behind may be sent along.
 */
export async function editFile(editing: Editing, ctx: ModuleContext): Promise<Result> {
  const { path: file, keptLine, mode, owner, group, attributes: flags } = editing;
  const params = { path: file, mode, owner, group, attributes: flags, kept_line: keptLine };
  const how = { last: keptLine !== undefined };
  const read = await ctx.call(readScript(file), { ...params, only_looks: true }, how);
  const attributes = resultOf(read, fileReturns, { path: file });
  if (failureOf(read) !== undefined)
    return failure(failureOf(read)!, dataOf(read, 'directory') === undefined ? {} : { rc: 256 });
  if (read.frames.some((frame) => frame.kind === 'data' && frame.omitted))
    return failure(`${editing.path} is too large to be edited`);
  const isAbsent = dataOf(read, 'absent') !== undefined;
  if (isAbsent && !editing.create) return editing.whenAbsent(editing.path);
  const isSettled = dataOf(read, 'settled') !== undefined;
  const bytes = bytesOfData(read, 'content') ?? new Uint8Array();
  const before = textOf(bytes);
  const after = tryEdit(editing, before, isAbsent);
  if (after instanceof Map) return after;
  if (after.text === before && !isAbsent) {
    const isDone = ctx.check || isSettled || attributes.get('changed') !== true;
    const set = isDone ? attributes : await setAttributes(file, params, ctx);
    return set.get('failed') === true ? set : edited(set, undefined, after, editing, ctx.check);
  }
  if (isSettled) throw new Error(`the host took ${file} for settled`);
  const written = await placeFile(
    {
      ...editing,
      dest: dataOf(read, 'real') ?? editing.path,
      content: bytesOf(after.text),
      from: editing.path,
      expects: isAbsent ? undefined : bytes,
      isSecret: ctx.noLog,
      makesParents: editing.create,
    },
    ctx,
  );
  return written.get('failed') === true
    ? written
    : edited(attributes, written, after, editing, ctx.check, before);
}

async function setAttributes(
  file: string,
  params: Readonly<Record<string, string | undefined>>,
  ctx: ModuleContext,
): Promise<Result> {
  const reply = await ctx.call(readScript(file), { ...params, only_looks: false });
  const msg = failureOf(reply);
  return msg === undefined ? resultOf(reply, fileReturns, { path: file }) : failure(msg);
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
# sets ts_text, or fails for what a shell cannot hold: large files, NUL bytes
read_exactly() {
  if [ "$st_size" -le 1000 ]; then
    read_text "$real" || return
  elif [ "$st_size" -le 100000 ]; then
    ts_text=$(cat -- "$real" - <<END
.
END
) || return
    ts_text=\${ts_text%.}
  fi
  [ "\${#ts_text}" = "$st_size" ]
}

# is there the line, and nowhere with another end?
is_settled() {
  [ -n "\${kept_line+set}" ] || return
  case $ts_newline$ts_text in *"$ts_newline$kept_line" | *"$ts_newline$kept_line\r"*) return 1 ;; esac
  case $ts_newline$ts_text in *"$ts_newline$kept_line$ts_newline"*) ;; *) return 1 ;; esac
}

settled='' ts_text=''
case $path in ?*/) path=\${path%/} ;; esac
real=$path
if [ -L "$path" ] && read_link -f "$path"; then real=$a_link; fi
data real "$real"
stat_of "$real"
case $st_type in
  absent) data absent yes ;;
  directory) data directory yes && fail "Path $path is a directory !" ;;
  file)
    if read_exactly; then
      data content "$ts_text"
      if is_settled; then settled=yes; fi
    else
      data_file content "$real"
    fi
    # nothing is set before it is known that the new text is good
    if [ -z "$settled" ] && [ "$only_looks" = true ]; then ts_mode=check; fi
    set_attributes "$real"
    report_file "$real"
    ;;
  *) fail "cannot edit $path: it is a $st_type" ;;
esac
[ -n "$settled" ] || stop_here
data settled yes
`;

function edited(
  attributes: Result,
  written: Result | undefined,
  after: Edited,
  editing: Editing,
  isCheck: boolean,
  before = '',
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
    ...backupOf(written, editing, isCheck),
    diff: [headers, others],
  });
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
