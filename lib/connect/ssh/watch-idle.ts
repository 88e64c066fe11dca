import type { Duplex } from 'node:stream';

/**
 * Calls `onIdle` when nothing has come for `idleMs` although we ask every third of that. Bytes of ours that
 * still go out count as life: on a slow line the answer waits behind them.
 */
export function watchIdle(stream: Duplex, idleMs: number, onIdle: () => void): () => void {
  let lastSign = performance.now();
  let sent = sentBytes(stream);
  const onData = (): void => {
    lastSign = performance.now();
  };
  stream.on('data', onData);
  const timer = setInterval(() => {
    const now = sentBytes(stream);
    if (now - sent > MORE_THAN_PINGS) lastSign = performance.now();
    sent = now;
    if (performance.now() - lastSign < idleMs) return;
    stop();
    onIdle();
  }, idleMs / 10);
  timer.unref();
  const stop = (): void => {
    clearInterval(timer);
    stream.off('data', onData);
  };
  return stop;
}

const MORE_THAN_PINGS = 512;

const sentBytes = (stream: Duplex): number =>
  ((stream as { bytesWritten?: number }).bytesWritten ?? 0) - stream.writableLength;
