import type { ResultStatus } from '../core/event.js';
import { isDict, type Dict, type Value } from '../core/value.js';

/** How a task ended at one host. */
export interface Outcome {
  readonly status: ResultStatus;
  /** Ansible's result dict, as `register` gets it. */
  readonly result: Dict;
  readonly durationMs: number;
  readonly looped: boolean;
  readonly ignored: boolean;
  readonly noLog: boolean;
  readonly showDiff?: boolean | undefined;
  readonly delegatedTo?: string | undefined;
  /** Handlers that it names, should it have changed something. */
  readonly notify?: readonly string[] | undefined;
  /** What an include asks for, one for each item. */
  readonly includes: readonly IncludeRequest[];
  /** Remote work was cut off, so that what it did is not known. */
  readonly cutOff?: boolean;
}

/** One item of an include_tasks or include_role at a host, rendered. */
export interface IncludeRequest {
  readonly args: Dict;
  /** The loop's variables, seen by everything inside. */
  readonly loopVars: Dict;
  readonly label: Value | undefined;
}

export function statusOf(result: Dict): ResultStatus {
  if (result.get('unreachable') === true) return 'unreachable';
  if (hasFailed(result)) return 'failed';
  if (truthy(result.get('skipped'))) return 'skipped';
  return truthy(result.get('changed')) ? 'changed' : 'ok';
}

/** What `failed_when` said goes before what `failed` says, which a spent `until` sets. */
export function hasFailed(result: Dict): boolean {
  const results = result.get('results');
  const items = Array.isArray(results) ? results.filter(isDict) : [];
  const judged = [result, ...items].some((one) => one.has('failed_when_result'));
  const key = judged ? 'failed_when_result' : 'failed';
  return items.length > 0 ? items.some((one) => truthy(one.get(key))) : truthy(result.get(key));
}

/** Python's truth, as far as results need it. */
export function truthy(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return value instanceof Map || value instanceof Set ? value.size > 0 : true;
}
