import { Writable } from 'node:stream';

/** A terminal's stream that keeps what is printed. */
export const collectingStream = (printed: string[]): NodeJS.WriteStream =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      printed.push(chunk.toString());
      done();
    },
  }) as unknown as NodeJS.WriteStream;
