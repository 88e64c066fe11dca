import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { collectText } from './collect-text.js';
import { ConnectionLost } from './connection-lost.js';
import { openShell, type Login } from './open-shell.js';
import { quote } from './quote.js';
import { readChunks } from './read-chunks.js';
import { sha1Command } from './sha1-command.js';
import { TransferFailed } from './transfer-failed.js';
import type { Channel } from './transport.js';

export type UploadSource = Uint8Array | Readable | { readonly file: string };

export interface StageFileOptions {
  readonly signal?: AbortSignal | undefined;
  /** It is to stay: brought to the disk while its checksum is computed, so that who places it need not wait for that. */
  readonly toDisk?: boolean;
}

/**
 * Streams content into a new file (0600) over a channel of its own and compares the checksums of both ends; tells that
 * checksum. The host reads the file again for it, from its memory: that takes less than half of what a `tee` on the way
 * into the file does, and it is the file that is proved. It is sha1 as for every file.
 * @throws TransferFailed when the host could not write it (disk full…) or the content did not arrive as it was sent.
 */
export async function stageFile(
  login: Login,
  source: UploadSource,
  path: string,
  { signal, toDisk = false }: StageFileOptions = {},
): Promise<string> {
  const target = quote(path);
  const beside = toDisk ? `sync -- ${target} & ` : '';
  const script = `umask 077; cat >${target} || exit; ${beside}{ ${sha1Command}; } <${target} || exit; wait`;
  const { channel } = await openShell(login, script);
  const answer = collectText(channel.stdout);
  const said = collectText(channel.stderr);
  const hash = createHash('sha1');
  const stop = (): void => channel.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  const problem = await send(source, channel, hash).then(
    () => undefined,
    (error: unknown) => error,
  );
  const exit = await channel.exit;
  signal?.removeEventListener('abort', stop);
  // a program is gone before all that it printed has been read
  const told = exit.code === 0 ? await answer : '';
  channel.kill();
  signal?.throwIfAborted();
  if (exit.reason !== undefined)
    throw new ConnectionLost('call', `connection lost during an upload: ${exit.reason}`);
  const complaint = (await said).trim();
  if (exit.code !== 0)
    throw new TransferFailed(`cannot upload to ${path}: ${complaint || `exit code ${exit.code}`}`);
  if (problem !== undefined) throw new TransferFailed(`cannot upload: ${messageOf(problem)}`);
  // a disk tells it once: the sync of who places the file would not hear of it
  if (DISK_FAILED.test(complaint)) throw new TransferFailed(`cannot upload to ${path}: ${complaint}`);
  const expected = hash.digest('hex');
  if (!told.startsWith(expected))
    throw new TransferFailed(
      complaint === ''
        ? `checksum error: ${path} did not arrive as it was sent`
        : `cannot upload to ${path}: ${complaint}`,
    );
  return expected;
}

const DISK_FAILED = /input\/output error|I\/O error|No space left|quota exceeded/i;

const messageOf = (problem: unknown): string =>
  problem instanceof Error ? problem.message : String(problem);

/** Each chunk has left before the next is asked for; a program that ends meanwhile ends it too. */
async function send(source: UploadSource, { stdin, exit }: Channel, hash: Hash): Promise<void> {
  let failure: Error | undefined;
  stdin.on('error', (error: Error) => (failure ??= error));
  const gone = exit.then(() => false);
  for await (const chunk of chunksOf(source)) {
    hash.update(chunk);
    const sent = new Promise<boolean>((resolve) => stdin.write(chunk, (error) => resolve(!error)));
    if (!(await Promise.race([sent, gone]))) break;
  }
  stdin.end();
  if (failure) throw failure;
}

function chunksOf(source: UploadSource): AsyncIterable<Buffer> | Iterable<Buffer> {
  if (source instanceof Uint8Array) return slices(source);
  return 'file' in source ? readChunks(source.file) : source;
}

const SLICE = 256 * 1024;

function* slices(bytes: Uint8Array): Generator<Buffer> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < buffer.length; at += SLICE) yield buffer.subarray(at, at + SLICE);
}
