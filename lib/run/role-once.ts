import type { Block, Role } from '../playbook/types.js';

import type { PlayRun } from './context.js';
import type { PlayHost } from './host.js';

/** The hosts that have not been through this role with the same parameters; all of them when duplicates are allowed. */
export function withoutDone(playRun: PlayRun, block: Block, hosts: readonly PlayHost[]): readonly PlayHost[] {
  const role = roleBegunBy(block);
  if (!role || role.allowDuplicates) return hosts;
  const done = playRun.rolesDone.get(role.identity);
  return done ? hosts.filter((host) => !done.has(host.name)) : hosts;
}

export function finishRole(playRun: PlayRun, block: Block, hosts: readonly PlayHost[]): void {
  const role = roleBegunBy(block);
  if (!role) return;
  const done = playRun.rolesDone.get(role.identity) ?? new Set();
  playRun.rolesDone.set(role.identity, done);
  for (const host of hosts) if (host.alive) done.add(host.name);
}

const roleBegunBy = (block: Block): Role | undefined => (block.origin === 'role' ? block.role : undefined);
