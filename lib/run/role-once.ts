import type { Block, Role, Task } from '../playbook/types.js';

import type { PlayRun } from './context.js';
import type { PlayHost } from './host.js';
import type { Outcome } from './outcome.js';

/** The hosts that have not been through this role with the same parameters; all of them when duplicates are allowed. */
export function withoutDone(playRun: PlayRun, block: Block, hosts: readonly PlayHost[]): readonly PlayHost[] {
  const role = roleBegunBy(block);
  if (!role || role.allowDuplicates) return hosts;
  const done = playRun.rolesDone.get(role.identity);
  return done ? hosts.filter((host) => !done.has(host.name)) : hosts;
}

/** A role whose tasks were all skipped has not been run: what it waits for may be there at its next use. */
export function noteRan(playRun: PlayRun, { role }: Task, host: PlayHost, { status }: Outcome): void {
  if (role && status !== 'skipped' && status !== 'unreachable') add(playRun.rolesBegun, role, host);
}

export function finishRole(playRun: PlayRun, block: Block, hosts: readonly PlayHost[]): void {
  const role = roleBegunBy(block);
  if (!role) return;
  const begun = playRun.rolesBegun.get(role.identity);
  for (const host of hosts) if (host.alive && begun?.has(host.name)) add(playRun.rolesDone, role, host);
}

function add(roles: Map<string, Set<string>>, { identity }: Role, { name }: PlayHost): void {
  const names = roles.get(identity) ?? new Set();
  roles.set(identity, names.add(name));
}

const roleBegunBy = (block: Block): Role | undefined => (block.origin === 'role' ? block.role : undefined);
