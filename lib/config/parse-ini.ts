export type IniSections = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface IniOptions {
  /** Keys as they are written; otherwise in small letters. */
  readonly caseSensitive?: boolean;
  /** What follows a `;` is no part of a value. */
  readonly inlineComments?: boolean;
  /** Told about everything that Python's configparser refuses; without it, such lines are read as well as can be. */
  readonly refuse?: (what: IniMistake) => void;
}

export type IniMistake =
  | { readonly kind: 'duplicate'; readonly line: number; readonly section: string; readonly key: string }
  | { readonly kind: 'no section'; readonly line: number; readonly text: string }
  | {
      readonly kind: 'no value';
      readonly line: number;
      readonly text: string;
      readonly section: string;
      readonly key: string;
    };

interface Open {
  readonly name: string;
  readonly keys: Map<string, string[]>;
  key?: string | undefined;
  indent: number;
}

/** An INI text as Python's configparser reads it; `DEFAULT` shows through in every section. */
export function iniSections(text: string, options: IniOptions = {}): IniSections {
  const sections = new Map<string, Map<string, string[]>>();
  let open: Open | undefined;
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*[#;]/.test(raw)) continue;
    const line = options.inlineComments ? raw.replace(/(^|\s);.*$/, '') : raw;
    const value = line.trim();
    const indent = line.search(/\S/);
    const header = /^\[(.+)\]/.exec(value)?.[1];
    if (open?.key !== undefined && (value === '' || indent > open.indent)) {
      open.keys.get(open.key)!.push(value);
    } else if (value === '') continue;
    else if (header !== undefined) {
      const keys = sections.get(header) ?? new Map<string, string[]>();
      sections.set(header, keys);
      open = { name: header, keys, indent };
    } else if (!open) options.refuse?.({ kind: 'no section', line: at + 1, text: raw });
    else readKey({ ...options, line: at + 1 }, open, value, indent);
  }
  return withDefaults(sections);
}

function readKey(options: IniOptions & { line: number }, open: Open, text: string, indent: number): void {
  const [, name = '', sign, value = ''] = /^(.*?)\s*(?:([=:])\s*(.*))?$/.exec(text)!;
  const key = options.caseSensitive ? name : name.toLowerCase();
  const { line } = options;
  if (sign === undefined) options.refuse?.({ kind: 'no value', line, text, section: open.name, key });
  if (open.keys.has(key)) options.refuse?.({ kind: 'duplicate', line, section: open.name, key });
  open.keys.set(key, [value.trim()]);
  open.key = key;
  open.indent = indent;
}

function withDefaults(sections: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>): IniSections {
  const joined = (keys: ReadonlyMap<string, readonly string[]>): [string, string][] =>
    [...keys].map(([key, lines]) => [key, lines.join('\n').trimEnd()]);
  const defaults = joined(sections.get('DEFAULT') ?? new Map());
  return new Map(
    [...sections].map(([name, keys]) => {
      const own = joined(keys);
      return [name, new Map([...own, ...defaults.filter(([key]) => !keys.has(key))])];
    }),
  );
}
