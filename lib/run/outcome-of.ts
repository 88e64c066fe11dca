import { statusOf, type Outcome } from './outcome.js';
import type { ItemOutcome } from './run-item.js';

/** A task that ran once, or whose loop ended before it had results: what it came to. */
export function outcomeOf(item: ItemOutcome): Omit<Outcome, 'durationMs'> {
  return {
    status: statusOf(item.result),
    result: item.result,
    looped: false,
    ignored: item.ignored,
    noLog: item.noLog,
    showDiff: item.showDiff,
    delegatedTo: item.delegatedTo,
    notify: item.notify,
    includes: item.include ? [item.include] : [],
    cutOff: item.cutOff ?? false,
  };
}
