/** A shell pattern (`*`, `?`, `[a-c]`, `[!x]`) that must match the whole text. */
export function globToRegExp(glob: string): RegExp {
  const parts = glob.match(/\[!?\]?[^\]]*\]|[^]/g) ?? [];
  return new RegExp(`^(?:${parts.map(partToRegExp).join('')})$`, 's');
}

function partToRegExp(part: string): string {
  if (part === '*') return '.*';
  if (part === '?') return '.';
  if (part.length === 1) return part.replace(/[.+^${}()|[\]\\/]/g, '\\$&');
  const negated = part.startsWith('[!');
  const members = part
    .slice(negated ? 2 : 1, -1)
    .replace(/(.)-(.)/gs, (range, first: string, last: string) => (first > last ? '' : range))
    .replace(/[\\\]^[]/g, '\\$&');
  return `[${negated ? '^' : ''}${members}]`;
}
