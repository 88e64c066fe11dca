import { TsplayError } from '../core/problem.js';

/** The play's `order:`. */
export function orderHosts(hosts: readonly string[], order: string | undefined): readonly string[] {
  switch (order) {
    case undefined:
    case 'inventory':
      return hosts;
    case 'reverse_inventory':
      return [...hosts].reverse();
    case 'sorted':
      return [...hosts].sort();
    case 'reverse_sorted':
      return [...hosts].sort().reverse();
    case 'shuffle':
      return shuffle([...hosts]);
    default:
      throw new TsplayError({
        code: 'bad-order',
        message: `'${order}' is no order of hosts`,
        hint: 'inventory, reverse_inventory, sorted, reverse_sorted or shuffle',
      });
  }
}

function shuffle(hosts: string[]): string[] {
  for (let i = hosts.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [hosts[i], hosts[j]] = [hosts[j]!, hosts[i]!];
  }
  return hosts;
}
