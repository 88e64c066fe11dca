/** A file, directory or link in an initrd. */
export interface InitrdEntry {
  /** Without leading `/` or `./`. */
  readonly name: string;
  readonly mode: number;
  readonly data: Buffer;
}

/**
 * The entries of one cpio archive (`newc`, what the kernel reads) and where it ends.
 * @throws Error when the bytes at `start` are no such archive or it is cut off
 */
export function readCpio(
  bytes: Buffer,
  start = 0,
): { readonly entries: readonly InitrdEntry[]; readonly end: number } {
  const entries: InitrdEntry[] = [];
  let at = start;
  for (;;) {
    const header = readHeader(bytes, at);
    const name = bytes.toString('utf8', at + HEADER, at + HEADER + header.nameSize - 1);
    const dataAt = align(at + HEADER + header.nameSize);
    if (dataAt + header.size > bytes.length) throw new Error(`the archive is cut off in ${name}`);
    at = align(dataAt + header.size);
    if (name === 'TRAILER!!!') return { entries, end: at };
    entries.push({
      name: name.replace(/^\.?\//, ''),
      mode: header.mode,
      data: bytes.subarray(dataAt, dataAt + header.size),
    });
  }
}

export const isCpio = (bytes: Buffer, at: number): boolean =>
  /^07070[12]$/.test(bytes.toString('latin1', at, at + 6));

const HEADER = 110;

const align = (at: number): number => (at + 3) & ~3;

function readHeader(bytes: Buffer, at: number): { mode: number; size: number; nameSize: number } {
  if (!isCpio(bytes, at)) throw new Error(`no cpio header at byte ${at}`);
  const field = (index: number): number =>
    parseInt(bytes.toString('latin1', at + 6 + index * 8, at + 14 + index * 8), 16);
  return { mode: field(1), size: field(6), nameSize: field(11) };
}
