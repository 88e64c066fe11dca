/** Whether a name is read anywhere in a piece of tree. Only looks; a wrong yes costs nothing but time. */
export function mentionsName(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((item) => mentionsName(item, name));
  if (node === null || typeof node !== 'object') return false;
  const { kind, name: own } = node as { kind?: unknown; name?: unknown };
  if (kind === 'name' && own === name) return true;
  return Object.values(node).some((part) => typeof part === 'object' && mentionsName(part, name));
}
