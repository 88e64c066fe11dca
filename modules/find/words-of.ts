/** Words that a text must hold to match a pattern of Python, where they can be told; else none. */
export function wordsOf(pattern: string): string {
  const inner = pattern
    .replace(/^\^/, '')
    .replace(/^(\.\*)+/, '')
    .replace(/(\.\*)+\$?$|\$$/, '');
  return /^[^\\^$.|?*+()[\]{}\n]*$/.test(inner) ? inner : '';
}
