import type { Dict, Value } from '../core/value.js';

/**
 * An XML document as a dict, as Python's xmltodict reads it: attributes are `@name`, text beside them `#text`, what
 * comes several times is a list, what is empty null.
 *
 * @example
 * parseXml('<a x="1"><b/><b>t</b></a>'); // {'a': {'@x': '1', 'b': [None, 't']}}
 *
 * @throws SyntaxError
 */
export function parseXml(text: string): Dict {
  const reader = new XmlReader(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'));
  reader.skip(/<\?xml\s[^]*?\?>/y);
  reader.skipMisc();
  reader.skipDoctype();
  reader.skipMisc();
  const [name, value] = reader.element();
  reader.skipMisc();
  if (!reader.isAtEnd) reader.fail();
  return new Map([[name, value]]);
}

const NAME = /[A-Za-z_:\u00c0-\u{effff}][\w:.\-\u00b7\u00c0-\u{effff}]*/uy;
const COMMENT = /<!--(?:(?!--)[^])*-->/y;
const INSTRUCTION = /<\?(?!xml[\s?])[^]*?\?>/iy;
const CDATA = /<!\[CDATA\[([^]*?)\]\]>/y;
const DOCTYPE = /<!DOCTYPE\s[^[>]*(?:\[([^\]]*)\]\s*)?>/y;
const ATTRIBUTE = /\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

class XmlReader {
  private at = 0;
  /** Entities of the document's own: known, and left out. */
  private declared: readonly string[] = [];

  constructor(private readonly text: string) {
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) this.fail();
  }

  get isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  fail(): never {
    throw new SyntaxError(`not well-formed XML at character ${this.at + 1}`);
  }

  skip(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at += found[0].length;
    return found;
  }

  skipMisc(): void {
    while (this.skip(/\s+/y) ?? this.skip(COMMENT) ?? this.skip(INSTRUCTION)) continue;
  }

  skipDoctype(): void {
    const inside = this.skip(DOCTYPE)?.[1] ?? '';
    this.declared = [...inside.matchAll(/<!ENTITY\s+([\w:.-]+)\s/g)].map(([, name]) => name!);
  }

  element(): [string, Value] {
    if (!this.skip(/</y)) this.fail();
    const name = this.name();
    const item: Dict = new Map(this.attributes());
    if (this.skip(/\s*\/>/y)) return [name, item.size > 0 ? item : null];
    if (!this.skip(/\s*>/y)) this.fail();
    const text = this.content(item).trim();
    if (this.skip(NAME)?.[0] !== name || !this.skip(/\s*>/y)) this.fail();
    if (item.size === 0) return [name, text || null];
    if (text !== '') add(item, '#text', text);
    return [name, item];
  }

  private name(): string {
    return this.skip(NAME)?.[0] ?? this.fail();
  }

  private attributes(): [string, string][] {
    const found = new Map<string, string>();
    while (this.skip(/\s+(?=[^\s/>])/y)) {
      const name = `@${this.name()}`;
      const [, double, single] = this.skip(ATTRIBUTE) ?? this.fail();
      if (found.has(name)) this.fail();
      found.set(name, this.plain((double ?? single!).replace(/[\t\n]/g, ' ')));
    }
    return [...found];
  }

  // up to and with the `</` of the end; elements go into the item
  private content(item: Dict): string {
    let text = '';
    while (!this.skip(/<\//y)) {
      const data = this.skip(CDATA)?.[1];
      if (data !== undefined) text += data;
      else if (this.skip(COMMENT) ?? this.skip(INSTRUCTION)) continue;
      else if (this.text[this.at] === '<') add(item, ...this.element());
      else text += this.plain(this.skip(/(?:(?!\]\]>)[^<])+/y)?.[0] ?? this.fail());
    }
    return text;
  }

  private plain(raw: string): string {
    return raw.replace(/&(?:#(\d+)|#x([\da-fA-F]+)|([^\s;&]+))?(;?)/g, (_all, decimal, hex, name, end) => {
      if (end === '') this.fail();
      if (name !== undefined) return ENTITIES[name as string] ?? this.ownEntity(name as string);
      const code = decimal === undefined ? parseInt(hex as string, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : this.fail();
    });
  }

  private ownEntity(name: string): string {
    return this.declared.includes(name) ? '' : this.fail();
  }
}

function add(item: Dict, name: string, value: Value): void {
  const before = item.get(name);
  if (before === undefined) item.set(name, value);
  else if (Array.isArray(before)) before.push(value);
  else item.set(name, [before, value]);
}
