/** The text of a .repo file with one section replaced or added; the others stay as they are. */
export function withSection(
  text: string,
  id: string,
  settings: readonly (readonly [string, string])[],
): string {
  const body = settings.map(([name, value]) => `${name} = ${value}\n`).join('');
  const wanted = `[${id}]\n${body}\n`;
  const sections = split(text);
  const at = sections.findIndex((section) => nameOf(section) === id);
  if (at < 0) return join([...sections, wanted]);
  if (sameSettings(sections[at]!, wanted)) return text;
  return join(sections.toSpliced(at, 1, wanted));
}

export const withoutSection = (text: string, id: string): string => {
  const sections = split(text);
  const kept = sections.filter((section) => nameOf(section) !== id);
  return kept.length === sections.length ? text : join(kept);
};

// what stands above the first section is the first part
const split = (text: string): readonly string[] => text.split(/^(?=\[)/m).filter((part) => part !== '');

const nameOf = (section: string): string | undefined => /^\[([^\]]*)\]/.exec(section)?.[1];

const join = (sections: readonly string[]): string =>
  sections.map((section) => (section.endsWith('\n\n') ? section : `${section.trimEnd()}\n\n`)).join('');

const sameSettings = (one: string, other: string): boolean => normal(one) === normal(other);

const normal = (section: string): string =>
  section
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.replace(/^(\w+)\s*=\s*/, '$1=').trim())
    .sort()
    .join('\n');
