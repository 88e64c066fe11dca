import { open } from 'node:fs/promises';

/**
 * The bytes of a file in turn, the next ones read meanwhile. A chunk is good until the next is asked for: two buffers are
 * used again and again, since new ones for each chunk keep the garbage collector busier than the file does.
 */
export async function* readChunks(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file);
  const buffers = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)] as const;
  const read = async (turn: 0 | 1): Promise<Buffer> => {
    const { bytesRead } = await handle.read(buffers[turn], 0, CHUNK);
    return buffers[turn].subarray(0, bytesRead);
  };
  let turn: 0 | 1 = 0;
  let reading = read(turn);
  try {
    for (let chunk = await reading; chunk.length > 0; chunk = await reading) {
      turn = turn === 0 ? 1 : 0;
      reading = read(turn);
      yield chunk;
    }
  } finally {
    await reading.catch(() => undefined);
    await handle.close();
  }
}

const CHUNK = 256 * 1024;
