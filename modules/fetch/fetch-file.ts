import { promises as fs, statSync } from 'node:fs';
import { basename, dirname, join, normalize, resolve, sep } from 'node:path';
import {
  dataOf,
  expandPaths,
  failure,
  failedResult,
  makeResult,
  skipped,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import { readChunks } from '../../lib/remote/read-chunks.js';
import { path } from '../../lib/schema/index.js';
import { startSums, type Sums } from './sums.js';
import { writeToDisk } from './write-to-disk.js';

export interface Fetching {
  readonly src: string;
  readonly dest: string;
  readonly flat: boolean;
  readonly fail_on_missing: boolean;
  readonly validate_checksum: boolean;
}

const script = `
refuse() { data missing "$1"; exit 0; }
data real "$src"
if [ ! -e "$src" ]; then
  case $(ls -d -- "$src" 2>&1) in *'Permission denied'*) refuse 'remote file is not readable: Permission denied' ;; esac
  refuse 'the remote file does not exist'
fi
[ ! -d "$src" ] || refuse 'remote file is a directory, fetch cannot work on directories'
[ -r "$src" ] || refuse 'remote file is not readable'
[ -f "$src" ] || fail "not a regular file: $src"
stat_of -L "$src"
# what is in /proc tells no size
case $st_size in 0 | "\${local_size-$st_size}") data sha1 "$(sha1_of "$src")" ;; esac
data found yes
`;

/**
 * One trip to see whether the file of the controller may be the same (its checksum then tells), a second one for the
 * bytes; the host's checksum of those is computed while they are on their way.
 */
export async function fetchFile(args: Fetching, ctx: ModuleContext): Promise<Result> {
  try {
    return await fetchUnlessSame(args, ctx);
  } catch (error) {
    if (!isOfThisMachine(error)) throw error;
    return failure(`cannot write to ${args.dest}: ${error.message}`);
  }
}

/** What a full disk, or a directory that may not be written to, throws; what the link throws names no system call. */
const isOfThisMachine = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error;

async function fetchUnlessSame(args: Fetching, ctx: ModuleContext): Promise<Result> {
  if (ctx.check) return skipped('check mode not (yet) supported for this module');
  const reply = await ctx.call(expandPaths({ src: path({}) }, { src: args.src }) + script, {
    src: args.src,
    local_size: localSize(args, ctx),
  });
  const failed = failedResult(reply);
  if (failed) return failed;
  const src = dataOf(reply, 'real') ?? args.src;
  if (dataOf(reply, 'found') === undefined)
    return missing(src, dataOf(reply, 'missing') ?? 'cannot be read', args);
  const dest = localPath(src, args, ctx);
  if (dest === undefined) return failure(`refusing to write outside ${args.dest}: ${src}`);
  if (isDirectory(dest)) {
    const way = 'use a trailing slash if you want to fetch src into that directory';
    return failure(`dest is an existing directory, ${way}`, { file: src, dest });
  }
  const known = dataOf(reply, 'sha1');
  const local = known === undefined ? undefined : await sumsOfFile(dest);
  if (local && local.sha1 === known)
    return makeResult({ changed: false, file: src, dest, checksum: known, md5sum: local.md5 ?? null });
  const found = await download(src, dest, args.validate_checksum, ctx);
  if (typeof found === 'string') return failure(found, { file: src, dest });
  const { sha1, md5, remote } = found;
  const sums = { checksum: sha1, md5sum: md5 ?? null, remote_checksum: remote, remote_md5sum: null };
  return makeResult({ changed: true, dest, ...sums });
}

/** Of the file that may be there already, -1 when there is none; undefined while only the host can tell its name. */
function localSize(args: Fetching, ctx: ModuleContext): number | undefined {
  if (/^~|\$/.test(args.src)) return undefined;
  const dest = localPath(args.src, args, ctx);
  return (dest === undefined ? undefined : statSync(dest, { throwIfNoEntry: false })?.size) ?? -1;
}

function missing(src: string, why: string, args: Fetching): Result {
  const msg = `${why}, not transferring, ignored`;
  if (args.fail_on_missing) return failure(msg, { file: src });
  return makeResult({
    changed: false,
    msg,
    file: src,
  });
}

/** What the host calls its file never leads out of dest/HOST. */
function localPath(src: string, args: Fetching, ctx: ModuleContext): string | undefined {
  const dest = resolve(args.dest);
  if (args.flat) return args.dest.endsWith('/') ? join(dest, basename(src)) : dest;
  const top = join(dest, ctx.host.replaceAll('/', '_'));
  const target = join(top, normalize(`/${src}`));
  return target.startsWith(top + sep) ? target : undefined;
}

const isDirectory = (file: string): boolean =>
  statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;

async function sumsOfFile(file: string): Promise<Sums | undefined> {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
  const sums = startSums();
  for await (const chunk of readChunks(file)) sums.add(chunk);
  return sums.end();
}

// a hidden name until the bytes are proved to be the right ones
async function download(
  src: string,
  dest: string,
  validates: boolean,
  ctx: ModuleContext,
): Promise<(Sums & { readonly remote: string | undefined }) | string> {
  await fs.mkdir(dirname(dest), { recursive: true });
  const temporary = join(dirname(dest), `.tsplay.${process.pid}.${Math.random().toString(36).slice(2)}`);
  try {
    let remote: string | undefined;
    const source = await ctx.session.download(src, { onSha1: (sha1) => (remote = sha1) });
    const found = { ...(await writeToDisk(source, temporary)), remote };
    if (validates && found.sha1 !== remote)
      return `checksum mismatch: the host has ${remote ?? 'no sha1sum'}, ${found.sha1} arrived`;
    await fs.chmod(temporary, 0o666 & ~process.umask());
    await fs.rename(temporary, dest);
    await syncDirectory(dirname(dest));
    return found;
  } finally {
    await fs.rm(temporary, { force: true });
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await fs.open(path);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
