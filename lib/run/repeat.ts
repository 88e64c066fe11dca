import { setTimeout as sleep } from 'node:timers/promises';

import { TsplayError } from '../core/problem.js';
import type { Dict } from '../core/value.js';
import type { Keyword } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';
import type { Templar } from '../template/index.js';

import { censored } from './censor.js';
import { holds } from './check-when.js';
import { signalOf } from './flow.js';
import type { KeywordReader } from './keyword-value.js';
import { plain } from './plain.js';
import type { TaskAtHost } from './run-at-host.js';

/**
 * Runs once, or with `until` again and again; after each run `changed_when` and `failed_when` have their say, but not
 * on a run that `timeout` ended, which is the last.
 */
export async function repeat(
  at: TaskAtHost,
  keywords: KeywordReader,
  { module, noLog }: { readonly module: string; readonly noLog: boolean },
  once: () => Promise<Dict>,
): Promise<Dict> {
  const until = conditionOf(at, 'until');
  const retries = until ? Math.max(0, Math.floor(keywords.number('retries') ?? 3)) : 0;
  const delay = Math.max(0, keywords.number('delay') ?? 5);
  for (let attempt = 1; ; attempt++) {
    const result = await once();
    if (result.delete('_ansible_timed_out') || result.get('unreachable') === true) return result;
    if (until) result.set('attempts', attempt);
    const templar = judge(at, module, result);
    if (!until || retries === 0 || allHold(until, templar)) return result;
    if (attempt > retries || signalOf(at.flow).aborted) return exhausted(result, retries);
    tellRetry(at, attempt, retries, noLog ? censored(result) : result);
    await sleep(delay * 1000, undefined, { signal: signalOf(at.flow) }).catch(() => undefined);
  }
}

const exhausted = (result: Dict, retries: number): Dict =>
  result.set('attempts', retries).set('failed', true);

/** An empty list counts as not written. */
function conditionOf({ task }: TaskAtHost, name: string): Keyword | undefined {
  const keyword = task.keywords.get(name);
  return Array.isArray(keyword?.value) && keyword.value.length === 0 ? undefined : keyword;
}

/** Decides changed and failed, and gives the scope in which the result has its registered name. */
function judge(at: TaskAtHost, module: string, result: Dict): Templar {
  if (!result.has('failed')) result.set('failed', result.has('rc') && Number(result.get('rc')) !== 0);
  if (!result.has('changed')) result.set('changed', false);
  const templar = at.templar.with(namesOf(at, module, result));
  decide(result, 'changed', conditionOf(at, 'changed_when'), templar);
  decide(result, 'failed', conditionOf(at, 'failed_when'), templar);
  return templar;
}

function namesOf({ task }: TaskAtHost, module: string, result: Dict): Dict {
  const names: Dict = new Map();
  const facts = result.get('ansible_facts');
  if (facts instanceof Map) {
    if (module === 'set_fact' || module === 'include_vars')
      for (const [key, value] of facts) names.set(key, value);
    else names.set('ansible_facts', facts);
  }
  const register = task.keywords.get('register');
  if (register) names.set(pythonText(register.value), result);
  return names;
}

function decide(
  result: Dict,
  what: 'changed' | 'failed',
  keyword: Keyword | undefined,
  templar: Templar,
): void {
  if (!keyword) return;
  try {
    const verdict = allHold(keyword, templar);
    result.set(what, verdict);
    if (what === 'failed') result.set('failed_when_result', verdict);
  } catch (error) {
    if (!(error instanceof TsplayError)) throw error;
    result
      .set('failed', true)
      .set(`${what}_when_result`, error.problems.map((one) => one.message).join('; '));
  }
}

const allHold = ({ value, valueAt }: Keyword, templar: Templar): boolean =>
  (Array.isArray(value) ? value : [value]).every((condition) => holds(templar, condition, valueAt));

function tellRetry(at: TaskAtHost, attempt: number, retries: number, shown: Dict): void {
  const { bus } = at.flow.playRun.run;
  bus.emit({ type: 'retry', task: at.named.ref, host: at.host.name, attempt, retries, result: plain(shown) });
}
