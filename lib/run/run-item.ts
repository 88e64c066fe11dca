import type { Dict, Value } from '../core/value.js';
import type { Templar } from '../template/index.js';

import { checkWhen } from './check-when.js';
import { errorResult } from './error-result.js';
import { explainInImage } from './explain-in-image.js';
import { signalOf } from './flow.js';
import { readKeywords, type KeywordReader } from './keyword-value.js';
import type { LoopItem } from './loop-items.js';
import { hasFailed, truthy, type IncludeRequest } from './outcome.js';
import { perform } from './perform.js';
import { refuseNodeCondition, refuseNodeInclude } from './refuse-node-values.js';
import { renderArgs } from './render-args.js';
import type { TaskAtHost } from './run-at-host.js';

export interface ItemOutcome {
  readonly result: Dict;
  readonly ignored: boolean;
  readonly noLog: boolean;
  readonly showDiff?: boolean | undefined;
  readonly delegatedTo?: string | undefined;
  /** Handlers it names, should it have changed something. */
  readonly notify?: readonly string[];
  readonly include?: IncludeRequest | undefined;
  readonly cutOff?: boolean;
  /** It failed before there was anything to do for it (its `when`, arguments or keywords): a loop ends with it. */
  readonly neverRan?: boolean;
}

/** One run of the task: the whole of it, or one item of its loop. */
export async function runItem(
  at: TaskAtHost,
  templar: Templar,
  loopError: Dict | undefined,
  item?: LoopItem,
): Promise<ItemOutcome> {
  const keywords = readKeywords(at.plan, templar);
  const { diff } = at.flow.playRun.run.settings;
  const noLog = isHidden(at, keywords);
  const started = {
    delegatedTo: undefined as string | undefined,
    notify: [] as readonly string[],
    ran: false,
  };
  try {
    const skipped = checkWhen(at.plan, templar);
    refuseNodeCondition({ ...at, templar }, skipped !== undefined);
    if (skipped) return { result: skipped, ignored: false, noLog };
    if (loopError) return failedItem(loopError, keywords, noLog);
    if (at.task.dynamic !== undefined) return includeItem(at, templar, item, noLog);
    const result = await perform({ ...at, templar }, keywords, started);
    const cutOff = signalOf(at.flow).aborted && truthy(result.get('failed'));
    const showDiff = isTrue(keywords, 'diff', false, diff);
    const { delegatedTo, notify } = started;
    return { result, ignored: isIgnored(result, keywords), noLog, showDiff, delegatedTo, notify, cutOff };
  } catch (error) {
    const failed = failedItem(errorResult(explainInImage(at, error)), keywords, noLog);
    return { ...failed, delegatedTo: started.delegatedTo, neverRan: !started.ran };
  }
}

/** What `no_log` says; unreadable it hides. */
export function isHidden({ flow }: TaskAtHost, keywords: KeywordReader): boolean {
  const { config } = flow.playRun.run.settings;
  return isTrue(keywords, 'no_log', true, config.bool('DEFAULT_NO_LOG'));
}

function failedItem(result: Dict, keywords: KeywordReader, noLog: boolean): ItemOutcome {
  return { result, ignored: isIgnored(result, keywords), noLog };
}

function includeItem(
  at: TaskAtHost,
  templar: Templar,
  item: LoopItem | undefined,
  noLog: boolean,
): ItemOutcome {
  const args = renderArgs(at, templar, '');
  refuseNodeInclude({ ...at, templar }, args);
  const include: IncludeRequest = {
    args,
    loopVars: item?.vars ?? new Map<Value, Value>(),
    label: item?.value,
  };
  return { result: new Map([['changed', false]]), ignored: false, noLog, include };
}

function isIgnored(result: Dict, keywords: KeywordReader): boolean {
  if (result.get('unreachable') === true) return isTrue(keywords, 'ignore_unreachable', false);
  return hasFailed(result) && isTrue(keywords, 'ignore_errors', false);
}

// A keyword that cannot be read must not hide the error that is being told, nor show what was to be hidden.
function isTrue(keywords: KeywordReader, name: string, otherwise: boolean, unsaid = false): boolean {
  try {
    return keywords.bool(name) ?? unsaid;
  } catch {
    return otherwise;
  }
}
