import { collectText } from './collect-text.js';
import { ConnectionLost } from './connection-lost.js';
import { openShell, type Login } from './open-shell.js';
import { quote } from './quote.js';
import { sha1Command } from './sha1-command.js';
import { TransferFailed } from './transfer-failed.js';

export interface DownloadOptions {
  /** Told the checksum that the host computes beside, before the bytes end. */
  readonly onSha1?: (sha1: string) => void;
}

/** The bytes of a file, over a channel of their own; the last step fails when `cat` or the link does. */
export async function download(
  login: Login,
  path: string,
  { onSha1 }: DownloadOptions = {},
): Promise<AsyncIterable<Buffer>> {
  const file = quote(path);
  const { channel } = await openShell(
    login,
    onSha1 ? `{ ${sha1Command}; } <${file} >&2 & cat <${file} || exit; wait` : `exec cat <${file}`,
  );
  const saying = collectText(channel.stderr);
  return read();

  async function* read(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of channel.stdout) yield chunk as Buffer;
      const exit = await channel.exit;
      if (exit.reason !== undefined)
        throw new ConnectionLost('call', `connection lost during a download: ${exit.reason}`);
      const said = await saying;
      if (exit.code !== 0)
        throw new TransferFailed(`cannot read ${path}: ${said.trim().replace(/^.*: /, '')}`);
      const sha1 = /^[0-9a-f]{40}(?= )/m.exec(said)?.[0];
      if (sha1 !== undefined) onSha1?.(sha1);
    } finally {
      channel.kill();
    }
  }
}
