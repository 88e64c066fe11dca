import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isDict, type Value } from '../../lib/core/value.js';
import { failure, linesOf, makeResult, type ModuleContext, type Result } from '../../lib/module/index.js';
import { quote } from '../../lib/remote/quote.js';
import { pythonText } from '../../lib/schema/index.js';
import { MARK, rsyncWords, type Sync } from './rsync-words.js';
import { runRsync, type RsyncSaid } from './run-rsync.js';
import { rsyncAtHost } from './rsync-at-host.js';

/** Where rsync runs: at this machine, over the task's connection, or at the host a task is delegated to. */
export async function synchronize(args: Sync, ctx: ModuleContext): Promise<Result> {
  const isDaemon = [args.src, args.dest].map((each) => each.startsWith('rsync://'));
  if (isDaemon[0] && isDaemon[1]) return failure('either src or dest must be a localhost', { rc: 1 });
  const delegate = delegateOf(ctx);
  if (delegate !== undefined) return await atDelegate(args, delegate, ctx);
  for (const name of ['private_key', 'dest_port'] as const)
    if (args[name] !== undefined && !ctx.isLocal())
      return failure(
        `${name} is not supported here: files go the way of the connection (ansible_port, ansible_private_key_file)`,
      );
  const words = [rsyncProgram(ctx), ...rsyncWords(args, ctx.check)];
  const [src, dest] = places(args, ctx);
  if (isDaemon[0] || isDaemon[1])
    return rsyncResult(await runRsync([...words, src, dest], ctx.signal), args, ctx);
  const far = (place: string): string => `${ctx.host.replaceAll(/[^\w.-]/g, '_')}:${place}`;
  const ends = args.mode === 'push' ? [src, far(dest)] : [far(src), dest];
  const result = rsyncResult(await runRsync([...words, ...ends], ctx.signal, ctx.session), args, ctx);
  if (result.get('changed') === true && !ctx.check) await settle(args.mode, dest, ctx);
  return result;
}

/** Not every rsync can sync what it writes. */
async function settle(mode: Sync['mode'], dest: string, ctx: ModuleContext): Promise<void> {
  if (mode === 'push') await ctx.call('sync_around "$dest"', { dest });
  else await promisify(execFile)('sync', ['-f', '--', dest]).catch(() => promisify(execFile)('sync'));
}

function delegateOf(ctx: ModuleContext): string | undefined {
  const delegated = ctx.variable('ansible_delegated_vars');
  const name = isDict(delegated) ? [...delegated.keys()][0] : undefined;
  return name === undefined ? undefined : pythonText(name);
}

const rsyncProgram = (ctx: ModuleContext): string =>
  pythonText(ctx.variable('ansible_rsync_path') ?? 'rsync');

// what is here is looked for where `copy` looks; a slash at the end is rsync's
function places(args: Sync, ctx: ModuleContext): readonly [string, string] {
  const atHome = (place: string): string => place.replace(/^~(?=\/|$)/, homedir());
  const { mode } = args;
  const src = mode === 'push' ? atHome(args.src) : args.src;
  const dest = mode === 'pull' ? atHome(args.dest) : args.dest;
  const isHere = (place: string): boolean => !/^(rsync:\/\/|\/|~)/.test(place);
  if (mode === 'push' && isHere(src))
    return [ctx.findFile('files', src.replace(/\/+$/, '')) + (src.endsWith('/') ? '/' : ''), dest];
  if (mode === 'pull' && isHere(dest)) {
    const directory = pythonText(ctx.variable('playbook_dir') ?? process.cwd());
    return [src, path.resolve(directory, dest) + (dest.endsWith('/') ? '/' : '')];
  }
  return [src, dest];
}

const isControlHost = (name: string): boolean => ['localhost', '127.0.0.1', '::1'].includes(name);

async function atDelegate(args: Sync, delegate: string, ctx: ModuleContext): Promise<Result> {
  const words = [rsyncProgram(ctx), ...rsyncWords(args, false)];
  if (delegate === ctx.host || isControlHost(delegate) || /^rsync:/.test(args.src + args.dest))
    return rsyncResult(await rsyncAtHost([...words, args.src, args.dest], ctx), args, ctx);
  const far = (place: string): string => `${addressOf(args, ctx)}:${place}`;
  const ends = args.mode === 'push' ? [args.src, far(args.dest)] : [far(args.src), args.dest];
  return rsyncResult(await rsyncAtHost([...words, `--rsh=${sshOf(args, ctx)}`, ...ends], ctx), args, ctx);
}

/** USER@ADDRESS of the task's host, as another host would call it. */
function addressOf(args: Sync, ctx: ModuleContext): string {
  const user = variableOfHost(ctx, 'ansible_user');
  const address = variableOfHost(ctx, 'ansible_host') ?? ctx.host;
  const host = address.includes(':') ? `[${address}]` : address;
  return user === undefined || !args.set_remote_user ? host : `${user}@${host}`;
}

// in the task's own scope ansible_host may be that of the delegate
function variableOfHost(ctx: ModuleContext, name: string): string | undefined {
  const hosts = ctx.variable('hostvars');
  const own = isDict(hosts) ? hosts.get(ctx.host) : undefined;
  const value: Value | undefined = isDict(own) ? own.get(name) : undefined;
  return value === undefined || value === null ? undefined : pythonText(value);
}

function sshOf(args: Sync, ctx: ModuleContext): string {
  const port = args.dest_port ?? variableOfHost(ctx, 'ansible_port');
  const words = [
    ...['ssh', '-S', 'none'],
    ...(args.private_key === undefined ? [] : ['-i', args.private_key]),
    ...(port === undefined ? [] : ['-o', `Port=${port}`]),
    ...(args.verify_host ? [] : ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null']),
  ];
  return words.map((word) => (/^[\w./=-]+$/.test(word) ? word : quote(word))).join(' ');
}

function rsyncResult({ argv, rc, stdout, stderr }: RsyncSaid, args: Sync, ctx: ModuleContext): Result {
  const cmd = argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quote(word))).join(' ');
  if (rc !== 0) return failure(stderr, { rc, cmd });
  const said = stdout.replaceAll(MARK, '');
  const isLinking = (args.link_dest ?? []).length > 0;
  // with link_dest what stays is told as well, with a dot in front
  const changed = stdout
    .split(MARK)
    .slice(1)
    .some((line) => !isLinking || !line.startsWith('.'));
  return makeResult({
    changed,
    msg: said,
    rc,
    cmd,
    stdout_lines: linesOf(said).filter((line) => line !== ''),
    diff: ctx.diff ? makeResult({ prepared: said }) : undefined,
  });
}
