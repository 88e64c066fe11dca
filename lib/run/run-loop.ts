import { setTimeout as sleep } from 'node:timers/promises';

import { isDict, type Dict, type Value } from '../core/value.js';
import { plainName } from '../playbook/index.js';
import { convertText, OMIT, RenderedDict } from '../template/index.js';

import { censored } from './censor.js';
import { signalOf } from './flow.js';
import { ItemsAlong } from './items-along.js';
import { readKeywords } from './keyword-value.js';
import { loopControl, type LoopControl, type LoopItem } from './loop-items.js';
import { hasFailed, statusOf, truthy, type Outcome } from './outcome.js';
import { outcomeOf } from './outcome-of.js';
import { plain } from './plain.js';
import type { TaskAtHost } from './run-at-host.js';
import { isHidden, type ItemOutcome } from './run-item.js';

/** One run of the task for each item, one after the other; the answers are collected in `results`. */
export async function runLoop(
  at: TaskAtHost,
  items: readonly LoopItem[],
): Promise<Omit<Outcome, 'durationMs'>> {
  if (items.length === 0) return emptyLoop(isHidden(at, readKeywords(at.plan, at.templar)));
  const control = loopControl(at);
  const done: ItemOutcome[] = [];
  const along = new ItemsAlong(at, items);
  for (const [index, item] of items.entries()) {
    if (done.length > 0 && control.pauseSeconds > 0) await pause(at, control.pauseSeconds);
    if (signalOf(at.flow).aborted) break;
    const ended = await along.run(index);
    if (ended.neverRan) {
      await along.drop();
      return outcomeOf(ended);
    }
    const label = labelOf(at, control, item);
    done.push({
      ...ended,
      include: ended.include && {
        ...ended.include,
        loopVars: insideInclude(item.vars),
        label: control.label === undefined ? item.value : label,
      },
    });
    addLoopKeys(ended.result, item, control);
    carryFacts(at, ended, along);
    tell(at, ended, label);
    if (ended.result.get('unreachable') === true && !ended.ignored && ended.delegatedTo === undefined) break;
  }
  await along.drop();
  return collect(done);
}

/** What the tasks of an include see of its loop. */
const insideInclude = (vars: RenderedDict): Dict =>
  new RenderedDict(
    [...vars].filter(([name]) => name !== 'ansible_loop_var' && name !== 'ansible_index_var'),
    vars.written,
  );

function emptyLoop(noLog: boolean): Omit<Outcome, 'durationMs'> {
  const result: Dict = new Map<Value, Value>([
    ['changed', false],
    ['skipped', true],
    ['skipped_reason', 'No items in the list'],
    ['results', []],
  ]);
  return { status: 'skipped', result, looped: false, ignored: false, noLog, includes: [] };
}

async function pause({ flow }: TaskAtHost, seconds: number): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal: signalOf(flow) }).catch(() => undefined);
}

function labelOf(at: TaskAtHost, control: LoopControl, item: LoopItem): Value {
  if (control.label === undefined) return asTemplate(item.value);
  try {
    const label = at.templar.with(item.vars).render(control.label);
    return label === OMIT ? item.value : label;
  } catch {
    return item.value;
  }
}

// as `{{ item }}` shows it: text that reads as a list or a dict is one
const asTemplate = (value: Value): Value => (typeof value === 'string' ? convertText(value) : value);

/** What `delegate_facts` gives to another host is known to the items behind it all the same. */
function carryFacts({ task }: TaskAtHost, { delegatedTo, result }: ItemOutcome, along: ItemsAlong): void {
  const facts = result.get('ansible_facts');
  const { module } = task.action;
  if (
    delegatedTo !== undefined &&
    isDict(facts) &&
    typeof module === 'string' &&
    plainName(module) === 'set_fact'
  )
    along.carry(facts);
}

function addLoopKeys(result: Dict, item: LoopItem, control: LoopControl): void {
  result.set(control.loopVar, item.value);
  result.set('ansible_loop_var', control.loopVar);
  if (control.indexVar !== undefined) {
    result.set(control.indexVar, item.vars.get(control.indexVar)!).set('ansible_index_var', control.indexVar);
  }
  if (control.extended) result.set('ansible_loop', item.vars.get('ansible_loop')!);
}

function tell(at: TaskAtHost, item: ItemOutcome, label: Value): void {
  if (item.include) return;
  at.flow.playRun.run.bus.emit({
    type: 'item-result',
    task: at.named.ref,
    host: at.host.name,
    status: statusOf(item.result),
    label: item.noLog ? '(censored due to no_log)' : plain(label),
    result: item.noLog ? plain(censored(item.result)) : plain(item.result),
    ...(item.ignored ? { ignored: true } : {}),
    ...(item.showDiff ? { showDiff: true } : {}),
    ...(item.delegatedTo === undefined ? {} : { delegatedTo: item.delegatedTo }),
  });
}

/** What the items warned of moves to the result of the loop. */
function gatherNotes(result: Dict, items: readonly Dict[]): void {
  for (const key of ['warnings', 'deprecations']) {
    const all = items.flatMap((item) => {
      const told = item.get(key);
      if (truthy(told)) item.delete(key);
      return Array.isArray(told) ? told : truthy(told) ? [told!] : [];
    });
    if (all.length > 0) result.set(key, all);
  }
}

function collect(done: readonly ItemOutcome[]): Omit<Outcome, 'durationMs'> {
  const results = done.map((item) => item.result);
  const any = (key: string): boolean => results.some((result) => truthy(result.get(key)));
  const failed = any('failed');
  const isLost = results.some((result) => result.get('unreachable') === true);
  const isSkipped = results.every((result) => truthy(result.get('skipped')));
  const result: Dict = new Map<Value, Value>([
    ['results', results],
    ['changed', any('changed')],
    ['msg', failed ? 'One or more items failed' : isSkipped ? 'All items skipped' : 'All items completed'],
  ]);
  result.set('skipped', isSkipped);
  gatherNotes(result, results);
  if (failed) result.set('failed', true);
  const bad = done.filter((item) => hasFailed(item.result) || item.result.get('unreachable') === true);
  return {
    // the result itself does not say so, only that of an item
    status: isLost ? 'unreachable' : statusOf(result),
    result,
    looped: true,
    ignored: bad.length > 0 && bad.every((item) => item.ignored),
    noLog: done.some((item) => item.noLog),
    delegatedTo: done.find((item) => item.delegatedTo !== undefined)?.delegatedTo,
    notify: done.flatMap((item) => (truthy(item.result.get('changed')) ? (item.notify ?? []) : [])),
    includes: done.flatMap((item) => item.include ?? []),
    cutOff: done.some((item) => item.cutOff),
  };
}
