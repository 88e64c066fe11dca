import { isDict, TemplateString, type Value } from '../core/value.js';

/** Templates as the text that stands in the file: for reading, they are not rendered again. */
export function asWritten(value: Value): Value {
  if (value instanceof TemplateString) return value.text;
  if (isDict(value)) return new Map([...value].map(([key, item]) => [key, asWritten(item)]));
  return Array.isArray(value) ? value.map(asWritten) : value;
}
