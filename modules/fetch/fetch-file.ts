import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, promises as fs, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, normalize, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  dataOf,
  expandPaths,
  failure,
  failureOf,
  makeResult,
  skipped,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import { path } from '../../lib/schema/index.js';

export interface Fetching {
  readonly src: string;
  readonly dest: string;
  readonly flat: boolean;
  readonly fail_on_missing: boolean;
}

const script = `
refuse() { data missing "$1"; exit 0; }
data real "$src"
if [ ! -e "$src" ]; then refuse 'the remote file does not exist'; fi
[ ! -d "$src" ] || refuse 'remote file is a directory, fetch cannot work on directories'
[ -r "$src" ] || refuse 'remote file is not readable'
[ -f "$src" ] || fail "not a regular file: $src"
data sha1 "$(sha1_of "$src")"
`;

/** One trip for the checksum, a second one for the bytes when they differ. */
export async function fetchFile(args: Fetching, ctx: ModuleContext): Promise<Result> {
  if (ctx.check) return skipped('check mode not (yet) supported for this module');
  const reply = await ctx.call(expandPaths({ src: path({}) }, { src: args.src }) + script, { src: args.src });
  const msg = failureOf(reply);
  if (msg !== undefined) return failure(msg);
  const src = dataOf(reply, 'real') ?? args.src;
  const remote = dataOf(reply, 'sha1');
  if (remote === undefined) return missing(src, dataOf(reply, 'missing') ?? 'cannot be read', args);
  const dest = localPath(src, args, ctx);
  if (dest === undefined) return failure(`refusing to write outside ${args.dest}: ${src}`);
  if (isDirectory(dest)) {
    const way = 'use a trailing slash if you want to fetch src into that directory';
    return failure(`dest is an existing directory, ${way}`, { file: src, dest });
  }
  const local = sha1Of(dest);
  const common = { file: src, dest, checksum: remote, remote_checksum: remote, remote_md5sum: null };
  if (local === remote) return makeResult({ changed: false, ...common, md5sum: md5Of(dest) });
  const problem = await download(src, dest, remote, ctx);
  if (problem !== undefined) return failure(problem, { file: src, dest });
  return makeResult({ changed: true, ...common, md5sum: md5Of(dest) });
}

function missing(src: string, why: string, args: Fetching): Result {
  if (args.fail_on_missing) return failure(why, { file: src });
  return makeResult({
    changed: false,
    msg: `${why}, not transferring, ignored`,
    file: src,
  });
}

/** What the host calls its file never leads out of dest/HOST. */
function localPath(src: string, args: Fetching, ctx: ModuleContext): string | undefined {
  const dest = resolve(args.dest);
  if (args.flat) return args.dest.endsWith('/') || isDirectory(dest) ? join(dest, basename(src)) : dest;
  const top = join(dest, ctx.host.replaceAll('/', '_'));
  const target = join(top, normalize(`/${src}`));
  return target.startsWith(top + sep) ? target : undefined;
}

const isDirectory = (file: string): boolean =>
  statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;

const sha1Of = (file: string): string | undefined => (existsSync(file) ? digest('sha1', file) : undefined);
const md5Of = (file: string): string => digest('md5', file);
const digest = (name: string, file: string): string =>
  createHash(name).update(readFileSync(file)).digest('hex');

// a hidden name until the bytes are proved to be the right ones
async function download(
  src: string,
  dest: string,
  remote: string,
  ctx: ModuleContext,
): Promise<string | undefined> {
  await fs.mkdir(dirname(dest), { recursive: true });
  const temporary = join(dirname(dest), `.tsplay.${process.pid}.${Math.random().toString(36).slice(2)}`);
  try {
    const hash = createHash('sha1');
    const source = await ctx.session.download(src);
    source.on('data', (chunk: Buffer) => hash.update(chunk));
    await pipeline(source, createWriteStream(temporary, { mode: 0o600 }));
    const found = hash.digest('hex');
    if (found !== remote) return `checksum mismatch: the host has ${remote}, ${found} arrived`;
    await fs.chmod(temporary, 0o666 & ~process.umask());
    await fs.rename(temporary, dest);
    return undefined;
  } finally {
    await fs.rm(temporary, { force: true });
  }
}
