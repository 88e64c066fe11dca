import { PyText, TemplateString, Tuple, type Value } from '../core/value.js';

const free = new WeakSet<object>();

/** Is there no TemplateString, no marked text (and no tuple) in the value? Containers that were found free are remembered. */
export function isTemplateFree(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (value instanceof TemplateString || value instanceof PyText || value instanceof Tuple) return false;
  if (!Array.isArray(value) && !(value instanceof Map)) return true;
  if (free.has(value)) return true;
  if (value.constructor.name === 'LazyDict') return true;
  for (const item of value.values()) if (!isTemplateFree(item)) return false;
  free.add(value);
  return true;
}
