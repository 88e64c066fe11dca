import { PyFloat, PyText, TemplateString, type Value } from '../core/value.js';
import { VaultString } from '../yaml/index.js';
import { sortedEntries } from './yaml-entries.js';

/** Names are given in the order in which things turn up a second time. */
export function nameShared(root: Value, names: Map<Value, string>, sortKeys: boolean): void {
  const seen = new Set<Value>();
  const visit = (value: Value): void => {
    if (typeof value !== 'object' || value === null || value instanceof PyFloat || isTemplate(value)) return;
    if (seen.has(value)) {
      if (!names.has(value)) names.set(value, `id${String(names.size + 1).padStart(3, '0')}`);
      return;
    }
    seen.add(value);
    if (Array.isArray(value)) value.forEach(visit);
    else if (value instanceof Map)
      for (const [key, inner] of sortKeys ? sortedEntries([...value]) : value) {
        visit(key);
        visit(inner);
      }
  };
  visit(root);
}

const isTemplate = (value: Value): boolean =>
  value instanceof PyText || (value instanceof TemplateString && !(value instanceof VaultString));
