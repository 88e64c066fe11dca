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
  const waiting: unknown[] = [contents];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === null || typeof node !== 'object') continue;
    const start = (node as Node).range?.[0];
    if (start !== undefined && start < offset && start >= (found ?? 0) && opens(node as Node)) found = start;
    waiting.push(...childrenOf(node));
  }
  return found;
}

function childrenOf(node: object): unknown[] {
  if ('items' in node) return [...(node.items as unknown[])];
  const { key, value } = node as Pair;
  return [key ?? null, value ?? null];
}

const isQuoted = (node: Node): boolean => 'type' in node && String(node.type).startsWith('QUOTE');

function isUnclosed(node: Node, text: string): boolean {
  return 'flow' in node && node.flow === true && !/[\]}]/.test(text[node.range![1] - 1] ?? '');
}
