import { connect, createServer, type Socket } from 'node:net';

/** Passes bytes on, each `ms` after it came: half of a round trip. Nothing is lost, nothing overtakes. */
export async function delayProxy(to: number, ms: number): Promise<{ readonly port: number; close(): void }> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from.setNoDelay(true));
      from.on('data', (chunk) => later(() => into.writable && into.write(chunk), ms));
      from.on('end', () => later(() => into.end(), ms)).on('error', () => into.destroy());
      from.on('close', () => open.delete(from));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  return {
    port: (server.address() as { port: number }).port,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

// what is still on its way holds nobody up
const later = (work: () => void, ms: number): void => void setTimeout(work, ms).unref();
