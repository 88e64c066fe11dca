import type { CST } from 'yaml';
import { TsplayError } from '../core/problem.js';
import type { Source } from './source.js';

/** Refuses text nested so deep that walking it would exhaust the stack. */
export function checkDepth(tokens: readonly CST.Token[], source: Source): void {
  const limit = source.options.maxDepth ?? 500;
  let level: CST.Token[] = [...tokens];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) {
      const message = `collections are nested more than ${limit} deep`;
      throw new TsplayError(source.problem('yaml-too-deep', message, level[0]!.offset));
    }
    level = level.flatMap(collectionsIn);
  }
}

function collectionsIn(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) =>
    [item.key, item.value].filter((child) => child != null && 'items' in child),
  );
}
