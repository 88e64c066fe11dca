import type { Dict } from '../core/value.js';

import { chain } from './inherit.js';
import type { Parent, Play, StaticPlace } from './types.js';

/** What is written around an import, or the use of a role. */
export function staticPlace(node: Parent): StaticPlace {
  const vars: Dict = new Map();
  let play: Play | undefined;
  for (const one of [...chain(node)].reverse()) {
    if (one.kind === 'play') play = one;
    else for (const [name, value] of one.vars) vars.set(name, value);
  }
  return { vars, play, role: node.kind === 'play' ? undefined : node.role };
}
