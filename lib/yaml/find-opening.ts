import type { Node, Pair } from 'yaml';

/** Where the quote or bracket opens that is still open at `offset`. */
export function findOpening(
  contents: Node | null,
  kind: 'quote' | 'bracket',
  text: string,
  offset: number,
): number | undefined {
  const opens = kind === 'quote' ? isQuoted : (node: Node): boolean => isUnclosed(node, text);
  let found: number | undefined;
  for (const node of nodesOf(contents)) {
    const start = node.range![0];
    if (start < offset && start >= (found ?? 0) && opens(node)) found = start;
  }
  return found;
}

/** The node and all below it. */
export function* nodesOf(contents: Node | null): Iterable<Node> {
  const waiting: unknown[] = [contents];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (node === null || typeof node !== 'object') continue;
    if ((node as Node).range) yield node as Node;
    waiting.push(...childrenOf(node));
  }
}

function childrenOf(node: object): unknown[] {
  if ('items' in node) return [...(node.items as unknown[])];
  const { key, value } = node as Pair;
  return [key ?? null, value ?? null];
}

export const isQuoted = (node: Node): boolean => 'type' in node && String(node.type).startsWith('QUOTE');

export function isUnclosed(node: Node, text: string): boolean {
  return 'flow' in node && node.flow === true && !/[\]}]/.test(text[node.range![1] - 1] ?? '');
}
