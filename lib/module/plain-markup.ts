/** The markup of Ansible's documents as its terminal shows it: `I(x)` and `C(x)` → `x', `B(x)` → *x*, `M(x)` → [x]. */
export const plainMarkup = (text: string): string =>
  text
    .replace(/\b[IC]\(([^)]+)\)/g, "`$1'")
    .replace(/\bB\(([^)]+)\)/g, '*$1*')
    .replace(/\bM\(([^)]+)\)/g, '[$1]')
    .replace(/\bU\(([^)]+)\)/g, '$1')
    .replace(/\bL\(([^)]+), *([^)]+)\)/g, '$1 <$2>');
