import { decompress } from './decompress.js';
import { isCpio, readCpio, type InitrdEntry } from './read-cpio.js';

/**
 * All entries of an initrd: archives one after the other, as many as there are, zero bytes between them, the last
 * one usually compressed (microcode comes first and is not).
 * @throws Error when it is not an initrd
 */
export async function readInitrd(bytes: Buffer): Promise<readonly InitrdEntry[]> {
  const entries: InitrdEntry[] = [];
  let at = 0;
  for (;;) {
    while (at < bytes.length && bytes[at] === 0) at++;
    if (at >= bytes.length) return entries;
    if (isCpio(bytes, at)) {
      const archive = readCpio(bytes, at);
      entries.push(...archive.entries);
      at = archive.end;
      continue;
    }
    return [...entries, ...(await readInitrd(await decompress(bytes.subarray(at))))];
  }
}
