import type { Duplex } from 'node:stream';
import { waitingBytes } from './waiting-bytes.js';

/**
 * Calls `onIdle` when nothing has come for `idleMs` although we ask every third of that. Bytes of ours that
 * still go out count as life: on a slow line the answer waits behind them.
 */
export function watchIdle(stream: Duplex, idleMs: number, onIdle: () => void): () => void {
  let lastSign = performance.now();
  let waiting = 0;
  const onData = (): void => {
    lastSign = performance.now();
    waiting = 0;
  };
  const look = (): void => {
    if (performance.now() - lastSign < idleMs / 2) return;
    const now = waitingBytes(stream);
    if (now < waiting) lastSign = performance.now();
    waiting = now;
    if (performance.now() - lastSign < idleMs) return;
    stop();
    onIdle();
  };
  stream.on('data', onData);
  const timer = setInterval(look, idleMs / 10);
  timer.unref();
  const stop = (): void => {
    clearInterval(timer);
    stream.off('data', onData);
  };
  return stop;
}
