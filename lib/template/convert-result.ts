import { PyFloat, Tuple, type Value } from '../core/value.js';
import { demand, JSON_NAMES, parseLiteral, PyText, pyStr } from '../jinja/index.js';
import { textOf } from '../remote/bytes.js';
import { isLazyDict } from './lazy-dict.js';
import { toValue } from './to-value.js';

/** Text that stays text although it looks like a list: what to_json and string answer. */
export class NativeText extends PyText {}

/** The same from a lookup. */
export class UnsafeNativeText extends NativeText {}

/** The nodes of a template as one text. */
export const joinNodes = (nodes: readonly unknown[]): string => nodes.map(textOfNode).join('');

// bytes print as their text
const textOfNode = (node: unknown): string =>
  node instanceof Uint8Array ? textOf(node) : pyStr(demand(node));

/**
 * One value from the nodes of a template, as ansible-core does without jinja2_native: text, except that text
 * which reads as a list, dict or bool becomes one.
 */
export function convertNodes(nodes: readonly unknown[]): unknown {
  if (nodes.length === 1) {
    const only = demand(nodes[0]);
    if (only instanceof NativeText || typeof only === 'boolean') return only;
    if (isLazyDict(only) || (isContainer(only) && isLiteral(only))) return only;
  }
  return convertText(joinNodes(nodes));
}

/** Text that reads as a list, dict or bool becomes one. */
export function convertText(text: string): Value {
  if (text === 'True') return true;
  if (text === 'False') return false;
  if (!text.startsWith('[') && !(text.startsWith('{') && !text.startsWith('{{'))) return text;
  return parseLiteral(text, JSON_NAMES) ?? text;
}

/** jinja2_native: one node keeps its type; text is read as a Python literal where it is one. */
export function convertNative(nodes: readonly unknown[]): unknown {
  if (nodes.length === 0) return null;
  const only = nodes.length === 1 ? demand(nodes[0]) : undefined;
  if (nodes.length === 1 && typeof only !== 'string')
    return only instanceof NativeText ? only : toValue(only);
  const text = nodes.length === 1 ? (only as string) : joinNodes(nodes);
  if (/^[ \t]/.test(text)) return text;
  const value = parseLiteral(text);
  if (value === undefined) return text;
  return typeof value === 'string' ? requote(text, value) : value;
}

const requote = (text: string, value: string): string =>
  text[0] === text.at(-1) && (text[0] === "'" || text[0] === '"') ? text[0] + value + text[0] : value;

const isContainer = (value: unknown): value is Value =>
  (Array.isArray(value) && !(value instanceof Tuple)) || value instanceof Map;

// would repr() and literal_eval() give the same value back?
function isLiteral(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return true;
    case 'number':
      return Number.isFinite(value);
    default:
      return value === null || isLiteralObject(value as object);
  }
}

function isLiteralObject(value: object): boolean {
  if (value instanceof PyFloat) return Number.isFinite(value.value);
  if (Array.isArray(value)) return value.every(isLiteral);
  if (!(value instanceof Map)) return false;
  for (const [key, item] of value) if (!isLiteral(key) || !isLiteral(item)) return false;
  return true;
}
