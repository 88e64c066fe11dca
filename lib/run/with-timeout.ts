import type { Dict, Value } from '../core/value.js';

/** Ends the module after `seconds`: what runs at the host is stopped and the task fails. */
export async function withTimeout(
  module: string,
  seconds: number,
  signal: AbortSignal,
  run: (signal: AbortSignal, deadline: number) => Promise<Dict>,
): Promise<Dict> {
  const limit = new AbortController();
  const begun = Date.now();
  const late = new Promise<Dict>((resolve) => {
    const timer = setTimeout(() => {
      limit.abort();
      resolve(timedOut(module, seconds, (Date.now() - begun) / 1000));
    }, seconds * 1000);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true, signal: limit.signal });
    limit.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
  const ended = run(AbortSignal.any([signal, limit.signal]), begun + seconds * 1000);
  const result = await Promise.race([ended, late]);
  limit.abort();
  return result;
}

const timedOut = (module: string, frame: number, period: number): Dict =>
  new Map<Value, Value>([
    ['failed', true],
    ['changed', false],
    [
      'msg',
      `The ${module} action failed to execute in the expected time frame (${frame}) and was terminated`,
    ],
    [
      'timedout',
      new Map<Value, Value>([
        ['frame', frame],
        ['period', period],
      ]),
    ],
  ]);
