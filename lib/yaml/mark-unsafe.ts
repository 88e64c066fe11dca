import type { YamlNode } from './types.js';

/** A copy of the node in which no text is a template; what aliases share stays shared. */
export function markUnsafe(node: YamlNode, done = new Map<YamlNode, YamlNode>()): YamlNode {
  const known = done.get(node);
  if (known) return known;
  const marked = copyOf(node, (child) => markUnsafe(child, done));
  done.set(node, marked);
  return marked;
}

function copyOf(node: YamlNode, mark: (child: YamlNode) => YamlNode): YamlNode {
  if (node.kind === 'scalar') return { ...node, unsafe: true };
  if (node.kind === 'list') return { ...node, items: node.items.map(mark) };
  return { ...node, entries: node.entries.map((entry) => ({ ...entry, value: mark(entry.value) })) };
}
