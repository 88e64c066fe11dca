import { promises as fs } from 'node:fs';

/**
 * Chunks to a new file, for us only, and to the disk: what has arrived goes there while the rest is on its way. Each write
 * has a cost of its own: packets are gathered.
 * @param see told each chunk in turn
 */
export async function writeToDisk(
  chunks: AsyncIterable<Buffer>,
  path: string,
  see: (chunk: Buffer) => void,
): Promise<void> {
  const file = await fs.open(path, 'wx', 0o600);
  const disk = syncing(file);
  try {
    let gathered: Buffer[] = [];
    let size = 0;
    for await (const chunk of chunks) {
      see(chunk);
      gathered.push(chunk);
      size += chunk.length;
      if (size < GATHERED) continue;
      await file.writev(gathered);
      disk.written(size);
      [gathered, size] = [[], 0];
    }
    if (size > 0) await file.writev(gathered);
    await disk.idle();
    await file.sync();
  } finally {
    await disk.idle().catch(() => undefined);
    await file.close();
  }
}

const GATHERED = 1 << 20;

/** One sync at a time, each when enough has been written since the last began; `idle` tells the first that failed. */
function syncing(file: fs.FileHandle): { written(bytes: number): void; idle(): Promise<void> } {
  let unsynced = 0;
  let running: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;
  return {
    written(bytes) {
      unsynced += bytes;
      if (running || unsynced < SYNCED) return;
      unsynced = 0;
      running = file
        .datasync()
        .catch((error: unknown) => void (failure ??= { error }))
        .finally(() => (running = undefined));
    },
    async idle() {
      await running;
      if (failure) throw failure.error;
    },
  };
}

const SYNCED = 16 << 20;
