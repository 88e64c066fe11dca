import type { Inventory } from '../../inventory/inventory.js';
import { matchHosts } from '../../inventory/match-hosts.js';
import type { RunOptions } from '../../run/options.js';

/** What the words of a console set, and the next task goes by. */
export interface State {
  pattern: string;
  /** Seconds a task may take; 0 for ever. */
  taskTimeout: number;
  options: Omit<RunOptions, 'playbooks'>;
  readonly inventory: Inventory;
}

export const hostsOf = ({ inventory, pattern, options }: State): string[] =>
  matchHosts(inventory, pattern, { limit: options.limit }).hosts.map(({ name }) => name);

export function set(state: State, options: Partial<RunOptions>): void {
  state.options = { ...state.options, ...options };
}

export const connect = (state: State, connection: NonNullable<RunOptions['connection']>): void =>
  set(state, { connection: { ...state.options.connection, ...connection } });
