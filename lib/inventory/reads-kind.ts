import type { Inventory } from './inventory.js';

/** Whether sources of this kind are read: `enable_plugins` of ansible.cfg names them, with or without a collection. */
export function readsKind({ options }: Inventory, kind: string): boolean {
  if (options.kinds === undefined) return kind !== 'advanced_host_list';
  return options.kinds.some((name) => name.replace(/^ansible\.(?:builtin|legacy)\./, '') === kind);
}

/** Notes a source that is of no kind that is read. */
export function leaveUnread(source: string, inventory: Inventory): void {
  const read = inventory.options.kinds?.join(', ');
  inventory.missing.push({
    code: 'unread-inventory',
    message: `Unable to parse ${source} as an inventory source`,
    hint: `only these kinds are enabled: ${read}`,
  });
}
