import type { Dict, Value } from '../core/value.js';
import { pyStr } from '../jinja/index.js';
import { isMapping, isSequence, isText } from './python.js';

export interface XmlStyle {
  readonly indent: string;
  /** The declaration on top, and exactly one root. */
  readonly fullDocument: boolean;
}

/**
 * A dict as XML text, as Python's xmltodict writes it: the reverse of `parseXml`.
 *
 * @throws TypeError for what no document can be made of
 */
export function writeXml(value: Dict, style: XmlStyle): string {
  if (style.fullDocument && value.size !== 1) throw new TypeError('a document has one root');
  const roots = [...value].flatMap(([name, item]) => elements(name, item));
  if (style.fullDocument && roots.length > 1) throw new TypeError('a document has one root');
  const head = style.fullDocument ? '<?xml version="1.0" encoding="utf-8"?>\n' : '';
  return head + roots.map((root) => written(root, 0, style)).join('');
}

interface Element {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  /** `undefined` when it has none; an empty list leaves an empty line. */
  readonly children?: readonly Element[];
  readonly text: string;
}

function elements(name: Value, value: Value): Element[] {
  if (typeof name !== 'string') throw new TypeError('the name of an element is text');
  return (isSequence(value) ? value : [value]).map((item) => elementOf(name, item));
}

function elementOf(name: string, value: Value): Element {
  if (!isMapping(value)) return { name, attributes: [], text: textOf(value) };
  const entries = [...value].map(([key, item]) => {
    if (typeof key !== 'string') throw new TypeError('the name of an element is text');
    return [key, item] as const;
  });
  const inner = entries.filter(([key]) => !/^(?:@|#text$)/.test(key));
  return {
    name,
    attributes: entries
      .filter(([key]) => key.startsWith('@'))
      .map(([key, item]) => [key.slice(1), item === null ? 'None' : textOf(item)]),
    ...(inner.length > 0 ? { children: inner.flatMap(([key, item]) => elements(key, item)) } : {}),
    text: contentOf(value.get('#text')),
  };
}

function contentOf(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  if (!isText(value)) throw new TypeError('#text is text');
  return pyStr(value);
}

const textOf = (value: Value): string =>
  value === null ? '' : typeof value === 'boolean' ? String(value) : pyStr(value);

function written({ name, attributes, children, text }: Element, depth: number, style: XmlStyle): string {
  const margin = style.indent.repeat(depth);
  const shown = attributes.map(([key, value]) => ` ${key}=${quoted(value)}`).join('');
  const inside = children?.map((child) => written(child, depth + 1, style)).join('');
  const body = inside === undefined ? escaped(text) : `\n${inside}${escaped(text)}${margin}`;
  return `${margin}<${name}${shown}>${body}</${name}>${depth > 0 ? '\n' : ''}`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function quoted(text: string): string {
  const value = escaped(text).replace(/[\n\r\t]/g, (space) => `&#${space.charCodeAt(0)};`);
  if (!value.includes('"')) return `"${value}"`;
  return value.includes("'") ? `"${value.replaceAll('"', '&quot;')}"` : `'${value}'`;
}
