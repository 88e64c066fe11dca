import PQueue from 'p-queue';
import type { Output } from '../report/index.js';

/**
 * One conversation at a time has the terminal. What reports write meanwhile comes after it, so that nobody's answer is
 * torn apart.
 */
export const withTerminal = <T>(converse: () => Promise<T>): Promise<T> =>
  turns.add(async () => {
    held = [];
    // the live line stands where the question goes
    if (process.stdout.isTTY) process.stdout.write('\r\u001b[2K');
    try {
      return await converse();
    } finally {
      const writes = held;
      held = undefined;
      for (const write of writes) write();
    }
  });

const turns = new PQueue({ concurrency: 1 });
let held: (() => unknown)[] | undefined;

/** The stream, for whoever lets {@link withTerminal} go first. */
export const politely = (stream: NodeJS.WriteStream): Output => ({
  write: (text) => (held ? held.push(() => stream.write(text)) : stream.write(text)),
  get isTTY() {
    return stream.isTTY;
  },
  get columns() {
    return stream.columns;
  },
  get isHeld() {
    return held !== undefined;
  },
});
