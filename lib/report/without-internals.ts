import type { Json } from '../core/json.js';
import { PyFloat } from '../core/value.js';

/** `_ansible_…` keys are between a module and those that print. */
export function withoutInternals(json: Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map(withoutInternals);
  if (typeof json !== 'object' || json === null || json instanceof PyFloat) return json;
  const kept = Object.entries(json).filter(([key]) => !key.startsWith('_ansible_'));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutInternals(value)]));
}
