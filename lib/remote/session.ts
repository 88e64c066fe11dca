import { randomBytes } from 'node:crypto';
import { blockOf, learnBlocks, takesBlocks } from './blocks.js';
import { CallQueue } from './call-queue.js';
import type { Call, Reply } from './call.js';
import { ConnectionLost } from './connection-lost.js';
import { download, type DownloadOptions } from './download.js';
import { killTree } from './kill-tree.js';
import { openShell, type Login, type OpenedShell } from './open-shell.js';
import { prelude } from './prelude.js';
import { quote } from './quote.js';
import { stageFile, type StageFileOptions, type UploadSource } from './stage-file.js';
import { TransferFailed } from './transfer-failed.js';
import type { Channel } from './transport.js';

/** One POSIX shell at a host, kept open for the whole run. */
export interface Session {
  /** Runs a script. Calls may be made without waiting for the last: they run one after the other. */
  call(call: Call): Promise<Reply>;
  /** Puts content at a path: whole old file or whole new one, checksum verified. */
  upload(
    source: UploadSource,
    hostPath: string,
    options?: { readonly mode?: string; readonly signal?: AbortSignal },
  ): Promise<void>;
  /** Brings content into the session's temporary directory (0600) and tells its path; `put … file PATH` places it. */
  stage(source: UploadSource, options?: StageOptions): Promise<string>;
  /** The bytes of a file, piece by piece; ends in an error when the file cannot be read to its end. */
  download(hostPath: string, options?: DownloadOptions): Promise<AsyncIterable<Buffer>>;
  /**
   * Starts a command line beside the shell, as the same user: its three streams are the caller's.
   * @example const channel = await session.start('rsync --server .');
   */
  start(command: string): Promise<Channel>;
  /** Waits until all that was changed so far is on the host's disk; tells why it may not be there. */
  settle(): Promise<Unsettled | undefined>;
  /** Settles and ends the shell. Who wants to know whether the disk took everything asks `settle` before. */
  close(): Promise<void>;
  /** Lost or closed: open another. */
  readonly lost: boolean;
  /** What the login printed before the shell spoke. */
  readonly noise: Buffer;
}

/** What was changed may not be on disk: the disk said so, or the link went before anybody could ask. */
export interface Unsettled {
  readonly reason: string;
  readonly isLost: boolean;
}

export interface StageOptions extends StageFileOptions {
  /** Told the checksum of what arrived. */
  readonly onSha1?: (sha1: string) => void;
}

/**
 * Opens the shell and teaches it the prelude.
 * @example
 * const session = await openSession({ transport: localTransport(), openMs: 10_000 });
 * const reply = await session.call({ script: 'data name "$(hostname)"', params: {}, mode: 'apply' });
 */
export async function openSession(login: Login): Promise<Session> {
  const nonce = randomBytes(16).toString('hex');
  const shell = await openShell(login, `exec ${quote(login.shell ?? '/bin/sh')}`);
  const inBlocks = takesBlocks(shell.bash);
  if (inBlocks) shell.channel.stdin.write(learnBlocks);
  const queue = new CallQueue(shell.channel, nonce, {
    kill: () => killTree(login, shell.pid),
    ...(inBlocks ? { pack: blockOf } : {}),
  });
  queue.write(Buffer.from(`ts_nonce=${quote(nonce)} ts_hint=${quote(login.tempDir ?? '')}\n${prelude}\n`));
  return sessionOf(login, shell, queue);
}

function sessionOf(login: Login, shell: OpenedShell, queue: CallQueue): Session {
  let stages = 0;
  let tempDir: Promise<string> | undefined;
  const stage: Session['stage'] = async (source, options = {}) => {
    tempDir ??= makeStageDir(queue);
    const path = `${await tempDir}/${++stages}`;
    const sha1 = await stageFile(login, source, path, options);
    options.onSha1?.(sha1);
    return path;
  };
  return {
    call: (call) => queue.call(call),
    stage,
    async upload(source, hostPath, options = {}) {
      const staged = await stage(source, options);
      const params = { path: hostPath, staged, mode: options.mode ?? '' };
      const script = `put "$path" "$mode" '' '' file "$staged"\nrm -f -- "$staged"`;
      expectOk(await queue.call({ script, params, mode: 'apply', ...signalOf(options.signal) }));
    },
    download: (hostPath, options) => download(login, hostPath, options),
    start: async (command) => (await openShell(login, command)).channel,
    settle: () => settle(queue),
    async close() {
      if (queue.isIdle) await settle(queue);
      await queue.close();
    },
    get lost() {
      return !queue.usable;
    },
    noise: shell.noise,
  };
}

async function settle(queue: CallQueue): Promise<Unsettled | undefined> {
  if (!queue.hasChanged) return undefined;
  try {
    expectOk(await queue.call(SYNC));
    queue.hasChanged = false;
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { reason, isLost: error instanceof ConnectionLost };
  }
}

const SYNC: Call = {
  script: 'ts_said=$(ts_sync 2>&1) || fail "$ts_said"',
  params: {},
  mode: 'apply',
  timeoutMs: 120_000,
};

async function makeStageDir(queue: CallQueue): Promise<string> {
  const script =
    'ts_scratch\n[ -d "$ts_tmp/stage" ] || mkdir -m 700 -- "$ts_tmp/stage" || fail "cannot make a directory in $ts_tmp"\ndata dir "$ts_tmp/stage"';
  const reply = expectOk(await queue.call({ script, params: {}, mode: 'apply' }));
  const dir = reply.frames.find((frame) => frame.kind === 'data');
  if (dir?.kind !== 'data')
    throw new ConnectionLost('protocol', 'the host did not tell its temporary directory');
  return Buffer.from(dir.value).toString('utf8');
}

function expectOk(reply: Reply): Reply {
  const failed = reply.frames.find((frame) => frame.kind === 'fail');
  if (failed?.kind === 'fail') throw new TransferFailed(failed.text);
  if (reply.exitCode !== 0)
    throw new TransferFailed(
      `exit code ${reply.exitCode}: ${Buffer.from(reply.log).toString('utf8').trim()}`,
    );
  return reply;
}

const signalOf = (signal: AbortSignal | undefined): { signal?: AbortSignal } => (signal ? { signal } : {});
