import type { Dict, Value } from '../core/value.js';

const text = "the output has been hidden due to the fact that 'no_log: true' was specified for this result";
const kept = ['changed', 'failed', 'skipped', 'unreachable', 'attempts', 'retries'];

/** What may be shown of a result under `no_log`: that it is hidden, and how it ended. */
export function censored(result: Dict): Dict {
  const shown: Dict = new Map<Value, Value>([['censored', text]]);
  for (const key of kept) if (result.has(key)) shown.set(key, result.get(key)!);
  return shown;
}
