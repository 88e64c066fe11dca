import type { Play } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';
import { OMIT, type Templar } from '../template/index.js';

import type { RunInventory } from './run-inventory.js';

/** The patterns of `hosts`, rendered; `omit` is none. */
export function hostPatterns(play: Play, templar: Templar): string[] {
  const rendered = templar.render(play.hosts);
  return (Array.isArray(rendered) ? rendered : [rendered]).filter((one) => one !== OMIT).map(pythonText);
}

/** No pattern means no host, and not all. */
export const hostsMeant = (inventory: RunInventory, patterns: readonly string[]): readonly string[] =>
  patterns.length > 0 ? inventory.match(patterns.join(',')) : [];
