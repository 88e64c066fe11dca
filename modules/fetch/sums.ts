import { createHash, type Hash } from 'node:crypto';

export interface Sums {
  readonly sha1: string;
  /** Of files of up to 10 MB: md5 takes longer than all else that is done to a large one. */
  readonly md5: string | undefined;
}

/** The checksums of what is added, in one pass. */
export function startSums(): { add(chunk: Buffer): void; end(): Sums } {
  const sha1 = createHash('sha1');
  let md5: Hash | undefined = createHash('md5');
  let size = 0;
  return {
    add(chunk): void {
      sha1.update(chunk);
      size += chunk.length;
      if (size > MD5_LIMIT) md5 = undefined;
      md5?.update(chunk);
    },
    end: () => ({ sha1: sha1.digest('hex'), md5: md5?.digest('hex') }),
  };
}

const MD5_LIMIT = 10_000_000;
