const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  raquo: '»',
  laquo: '«',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  euro: '€',
};

/** The text without SGML comments and tags, white space collapsed, entities resolved. */
export function stripTags(text: string): string {
  const bare = text.replace(/<!--[^]*?-->/g, '').replace(/<[^>]*>/g, '');
  const words = bare.split(/\s+/u).filter((word) => word !== '');
  return words.join(' ').replace(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex as string, 16));
    return Object.hasOwn(NAMED, name as string) ? NAMED[name as string]! : whole;
  });
}
