export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly XmlElement[];
  readonly text?: string;
}

/** A document with one element a line, indented by tabs. */
export const xmlText = (root: XmlElement): string => `<?xml version="1.0" ?>\n${elementText(root, '')}`;

function elementText({ name, attributes = {}, children = [], text }: XmlElement, indent: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const begin = `${indent}<${name}${written.join('')}`;
  if (text !== undefined) return `${begin}>${escaped(text)}</${name}>\n`;
  if (children.length === 0) return `${begin}/>\n`;
  const inside = children.map((child) => elementText(child, `${indent}\t`));
  return `${begin}>\n${inside.join('')}${indent}</${name}>\n`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// what XML 1.0 cannot hold must not make the file unreadable
const escaped = (text: string): string =>
  text

    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (one) => entities[one]!);
