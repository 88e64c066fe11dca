export type IniSections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** An INI text as Python's configparser reads it; `DEFAULT` shows through in every section. */
export function iniSections(text: string, caseSensitive: boolean, inlineComments = false): IniSections {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let key: string | undefined;
  for (const raw of text.split(/\r?\n/)) {
    if (/^\s*[#;]/.test(raw)) continue;
    const line = inlineComments ? raw.replace(/(^|\s);.*$/, '') : raw;
    const header = /^\[([^\]]+)\]/.exec(line);
    if (header) {
      section = sections.get(header[1]!) ?? new Map<string, string>();
      sections.set(header[1]!, section);
      key = undefined;
    } else if (key !== undefined && /^\s+\S/.test(line)) {
      section!.set(key, `${section!.get(key)!}\n${line.trim()}`);
    } else if (line.trim() !== '' && section) {
      const found = /^(.*?)\s*(?:[=:]\s*(.*))?$/.exec(line.trim())!;
      key = caseSensitive ? found[1]! : found[1]!.toLowerCase();
      section.set(key, (found[2] ?? '').trim());
    }
  }
  const defaults = sections.get('DEFAULT') ?? new Map<string, string>();
  return new Map(
    [...sections].map(([name, own]) => [
      name,
      new Map([...own, ...[...defaults].filter(([k]) => !own.has(k))]),
    ]),
  );
}
