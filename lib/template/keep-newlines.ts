import { NativeText } from './convert-result.js';

/** Jinja drops one newline at the end of a text, Ansible puts back what was there. */
export function keepNewlines(source: string, value: unknown): unknown {
  if (!source.endsWith('\n')) return value;
  const text = value instanceof NativeText ? value.text : value;
  if (typeof text !== 'string') return value;
  const wanted = source.length - source.replace(/\n+$/, '').length;
  const have = text.length - text.replace(/\n+$/, '').length;
  // with more behind it, it is text like any other
  return have < wanted ? text + '\n'.repeat(wanted - have) : value;
}
