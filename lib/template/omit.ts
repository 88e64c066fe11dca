import { randomBytes } from 'node:crypto';

import { isDict, Tuple, type Dict, type Value } from '../core/value.js';

/**
 * What the variable `omit` holds: text that no user can guess, so that `default(omit)` survives filters,
 * lists and dicts, and `'prefix' ~ omit` stays text as in Ansible.
 */
export const OMIT = `__omit_place_holder__${randomBytes(20).toString('hex')}`;

/** The value without every dict entry and list item that is {@link OMIT}, at any depth; `undefined` when it is OMIT itself. */
export function removeOmitted(value: Value): Value | undefined {
  if (value === OMIT) return undefined;
  if (isDict(value)) return removeFromDict(value);
  if (!Array.isArray(value)) return value;
  const kept = value.map(removeOmitted).filter((item): item is Value => item !== undefined);
  return value instanceof Tuple ? Tuple.from(kept) : kept;
}

function removeFromDict(dict: Dict): Dict {
  const kept: Dict = new Map();
  for (const [key, value] of dict) {
    const inner = removeOmitted(value);
    if (inner !== undefined) kept.set(key, inner);
  }
  return kept;
}
