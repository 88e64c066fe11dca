import type { Dict, Value } from '../core/value.js';

/** Ends the module after `seconds`: what runs at the host is stopped and the task fails, marked by `_ansible_timed_out`. */
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
      resolve(timedOut(module, seconds));
    }, seconds * 1000);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true, signal: limit.signal });
    limit.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
  const ended = run(AbortSignal.any([signal, limit.signal]), begun + seconds * 1000);
  const result = await Promise.race([ended, late]);
  limit.abort();
  return result;
}

const timedOut = (module: string, seconds: number): Dict =>
  new Map<Value, Value>([
    ['failed', true],
    ['changed', false],
    [
      'msg',
      `The ${module} action failed to execute in the expected time frame (${seconds}) and was terminated`,
    ],
    ['_ansible_timed_out', true],
  ]);
