import { isDict, type Dict, type Value } from '../core/value.js';
import { pythonText, parseBool } from '../schema/index.js';

import type { Delegate } from './delegate.js';
import { factsToKeep } from './cached-facts.js';
import { cleanFacts } from './facts.js';
import type { HostState } from './host.js';
import type { KeywordReader } from './keyword-value.js';
import { otherNodes, statesBehind } from './other-nodes.js';
import { truthy } from './outcome.js';
import { renderArgs } from './render-args.js';
import type { TaskAtHost } from './run-at-host.js';

/** Stores what a result says of its host: facts, set facts, included variables, hosts and groups for the inventory. */
export function shareFacts(
  at: TaskAtHost,
  module: string,
  result: Dict,
  keywords: KeywordReader,
  delegate: Delegate | undefined,
): void {
  const stats = result.get('ansible_stats');
  if (isDict(stats)) addStats(at, stats);
  const facts = result.get('ansible_facts');
  if (!isDict(facts) || truthy(result.get('failed'))) return;
  const toDelegate = delegate !== undefined && (keywords.bool('delegate_facts') ?? false);
  const owners = toDelegate ? [delegate.state] : at.sharers.map((host) => host.state);
  for (const owner of owners) store(at, owner, module, facts, result);
  if (!toDelegate) shareWithNodes(at, owners, module, facts, result);
}

/** What is learned in an image is known of all nodes that boot it; what set_fact sets is each node's own. */
function shareWithNodes(
  at: TaskAtHost,
  owners: readonly HostState[],
  module: string,
  facts: Dict,
  result: Dict,
): void {
  if (module === 'set_fact') {
    for (const { state, templar } of otherNodes(at)) {
      const own = renderArgs({ ...at, templar }, templar, module);
      own.delete('cacheable');
      store(at, state, module, own, result);
    }
    return;
  }
  for (const owner of owners)
    for (const state of statesBehind(at.flow.playRun, owner.name)) store(at, state, module, facts, result);
}

function store(at: TaskAtHost, owner: HostState, module: string, facts: Dict, result: Dict): void {
  if (module === 'include_vars') return owner.remember(owner.includedVars, facts);
  if (module === 'set_fact') {
    owner.remember(owner.setFacts, facts);
    if (!isCacheable(result)) return;
    owner.remember(owner.ownFacts, facts);
    keep(at, owner, cleanFacts(facts).kept);
    return;
  }
  const { kept, refused } = cleanFacts(facts);
  for (const name of refused)
    at.flow.playRun.run.bus.warn(`${owner.name} tried to set ${name}`, { host: owner.name, at: at.task.at });
  keep(at, owner, kept);
  if (module === 'setup' || module === 'gather_facts') owner.gathered = true;
}

const isCacheable = (result: Dict): boolean => {
  const flag = result.get('_ansible_facts_cacheable');
  return flag !== undefined && flag !== null && parseBool(flag);
};

function keep({ flow }: TaskAtHost, owner: HostState, facts: Dict): void {
  owner.remember(owner.facts, facts);
  flow.playRun.run.settings.factCache.set(owner.name, factsToKeep(owner));
}

/** add_host and group_by: what they changed is known before `changed_when` is asked. */
export function addToInventory({ flow, host }: TaskAtHost, result: Dict): void {
  const { inventory } = flow.playRun.run;
  const added = result.get('add_host');
  if (isDict(added)) {
    const vars = added.get('host_vars');
    const isNew = inventory.addHost(
      pythonText(added.get('host_name') ?? ''),
      textsOf(added.get('groups')),
      isDict(vars) ? vars : new Map<Value, Value>(),
    );
    result.set('changed', isNew);
  }
  const group = result.get('add_group');
  if (group === undefined || group === null) return;
  const parents = textsOf(result.get('parent_groups'));
  result.set(
    'changed',
    inventory.addToGroup(host.name, pythonText(group), parents.length > 0 ? parents : ['all']),
  );
}

const textsOf = (value: Value | undefined): string[] => (Array.isArray(value) ? value.map(pythonText) : []);

function addStats({ flow, host }: TaskAtHost, stats: Dict): void {
  const { customStats } = flow.playRun.run;
  const data = stats.get('data');
  if (!isDict(data)) return;
  const owner = truthy(stats.get('per_host')) ? host.name : '_run';
  const before = customStats.get(owner);
  const all = isDict(before) ? before : new Map<Value, Value>();
  customStats.set(owner, all);
  for (const [name, value] of data)
    all.set(name, truthy(stats.get('aggregate')) ? joined(all.get(name), value) : value);
}

function joined(before: Value | undefined, value: Value): Value {
  if (typeof before === 'number' && typeof value === 'number') return before + value;
  if (typeof before === 'string' && typeof value === 'string') return before + value;
  if (Array.isArray(before) && Array.isArray(value)) return [...before, ...value];
  if (before instanceof Map && value instanceof Map) return new Map([...before, ...value]);
  return value;
}
