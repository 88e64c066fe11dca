import type { Dict } from '../core/value.js';
import type { Task } from '../playbook/types.js';

import { noTotals, type Totals } from './totals.js';

/** What the whole run remembers of one host. */
export class HostState {
  /** What the host says of itself; only ever seen below the user's variables. */
  facts: Dict = new Map();
  /** Those facts that `set_fact: cacheable` set, in this run or before: variables under their own names. */
  ownFacts: Dict = new Map();
  /** What `set_fact` and `register` set in this run. */
  readonly setFacts: Dict = new Map();
  readonly includedVars: Dict = new Map();
  readonly totals: Totals = noTotals();
  gathered = false;
  failed = false;
  unreachable = false;
  revision = 0;
  /** Task whose end was not seen: interrupted or the connection was lost. */
  unknown: string | undefined;

  constructor(readonly name: string) {}

  remember(into: Dict, values: Dict): void {
    for (const [key, value] of values) into.set(key, value);
    this.revision++;
  }
}

/** Why a host does not go on: the task that failed there, or an end that no rescue takes. */
export interface Failure {
  readonly task?: Task;
  readonly interrupted?: boolean;
}

/** One host in one batch of one play. */
export class PlayHost {
  /** Set from a failed task until a rescue takes it. */
  failing: Failure | undefined;
  /** How the host left the play early; it then runs nothing more, not even `always`. */
  left: 'ended' | 'unreachable' | undefined;
  /** `clear_host_errors`: its failure so far does not keep it out of later plays. */
  forgiven = false;
  /** Tasks that were begun before their turn. */
  along: { drop(): Promise<void> } | undefined;
  /** Handlers waiting, by their keys. */
  readonly notified = new Set<string>();

  constructor(readonly state: HostState) {}

  get name(): string {
    return this.state.name;
  }

  get alive(): boolean {
    return this.failing === undefined && this.left === undefined;
  }
}
