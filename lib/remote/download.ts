import { Readable } from 'node:stream';
import { ConnectionLost } from './connection-lost.js';
import { openShell, type Login } from './open-shell.js';
import { quote } from './quote.js';

/** Streams a file over a channel of its own; the stream fails when `cat` or the link does. */
export async function download(login: Login, path: string): Promise<Readable> {
  const { channel } = await openShell(login, `exec cat <${quote(path)}`);
  let said = '';
  channel.stderr
    .on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(0, 10_000)))
    .resume();
  return Readable.from(read(), { objectMode: false, highWaterMark: 256 * 1024 });

  async function* read(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of channel.stdout) yield chunk as Buffer;
      const exit = await channel.exit;
      if (exit.reason !== undefined)
        throw new ConnectionLost('call', `connection lost during a download: ${exit.reason}`);
      if (exit.code !== 0) throw new Error(`cannot read ${path}: ${said.trim().replace(/^.*: /, '')}`);
    } finally {
      channel.kill();
    }
  }
}
