import { promises as fs } from 'node:fs';
import { startSums, type Sums } from './sums.js';

/**
 * Chunks to a new file, for us only, and to the disk: what has arrived goes there while the rest is on its way. Each write
 * has a cost of its own: packets are gathered.
 */
export async function writeToDisk(chunks: AsyncIterable<Buffer>, path: string): Promise<Sums> {
  const file = await fs.open(path, 'wx', 0o600);
  const disk = syncing(file);
  const sums = startSums();
  let writing: Promise<void> | undefined;
  const write = async (gathered: readonly Buffer[], size: number): Promise<void> => {
    const { bytesWritten } = await file.writev(gathered);
    // a disk that is about to be full takes a part; the rest says so
    if (bytesWritten < size) await file.writeFile(Buffer.concat(gathered).subarray(bytesWritten));
    disk.written(size);
  };
  try {
    let gathered: Buffer[] = [];
    let size = 0;
    for await (const chunk of chunks) {
      sums.add(chunk);
      gathered.push(chunk);
      size += chunk.length;
      if (size < GATHERED) continue;
      await writing;
      writing = write(gathered, size);
      writing.catch(() => undefined);
      [gathered, size] = [[], 0];
    }
    await writing;
    if (size > 0) await write(gathered, size);
    await disk.idle();
    await file.sync();
    return sums.end();
  } finally {
    await writing?.catch(() => undefined);
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
