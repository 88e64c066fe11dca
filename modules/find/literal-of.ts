/** The text that must stand in whatever matches a pattern of Python, where it can be told; else nothing. */
export function literalOf(pattern: string): string {
  const inner = pattern
    .replace(/^\^/, '')
    .replace(/^(\.\*)+/, '')
    .replace(/(\.\*)+\$?$|\$$/, '');
  return /^[^\\^$.|?*+()[\]{}\n]*$/.test(inner) ? inner : '';
}
