import { isDict, type Dict, type Value } from '../core/value.js';

import type { HostState } from './host.js';

// a cache has one dict for each host: this entry holds what a playbook set, which no fact of the host's replaces
const own = '_set_by_playbooks';

/** The facts of a host as a cache keeps them. */
export const factsToKeep = ({ facts, ownFacts }: HostState): Dict =>
  ownFacts.size === 0 ? facts : new Map<Value, Value>([...facts, [own, ownFacts]]);

/** What a cache kept of a host. */
export function restoreFacts(state: HostState, kept: Dict): void {
  const set = kept.get(own);
  state.facts = new Map([...kept].filter(([name]) => name !== own));
  state.ownFacts = isDict(set) ? new Map(set) : new Map<Value, Value>();
  state.gathered = true;
}
