import { PyDate, PyFloat, TemplateString, type Value } from '../core/value.js';

/** A scalar as Python's str() prints it, for names that may be written without quotes: `8080`, `yes`. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return value.toString();
  if (value instanceof TemplateString || value instanceof PyDate) return value.text;
  if (value instanceof PyFloat)
    return Number.isFinite(value.value) ? value.value.toFixed(1) : String(value.value).toLowerCase();
  return Array.isArray(value) ? 'a list' : 'a value that is not text';
}
