import { table } from './table.js';

export type SettingType =
  | 'bool'
  | 'int'
  | 'float'
  | 'string'
  | 'list'
  | 'path'
  | 'tmppath'
  | 'pathspec'
  | 'pathlist'
  | 'dict'
  | 'raw'
  | 'color'
  | 'untyped';

/** One setting of ansible.cfg. */
export interface Setting {
  /** `DEFAULT_FORKS`; with a dot (`junit.output_dir`) when it belongs to an output or a connection. */
  readonly name: string;
  readonly type: SettingType;
  readonly choices: readonly string[];
  /** As text; undefined is Python's None. */
  readonly fallback: string | undefined;
  readonly ini: readonly { readonly section: string; readonly key: string }[];
  readonly env: readonly string[];
  /** What it does here; `Ignored:` or `Accepted:` and the reason when that is nothing. */
  readonly doc: string;
}

/** Has it no meaning here, so that somebody who sets it should know? */
export const isIgnored = ({ doc }: Setting): boolean => doc.startsWith('Ignored: ');

let known: ReadonlyMap<string, Setting> | undefined;

/** All settings by name, in the order of `ansible-config list`. */
export function settings(): ReadonlyMap<string, Setting> {
  known ??= new Map(table.trim().split('\n').map(readLine));
  return known;
}

function readLine(line: string): [string, Setting] {
  const [name, kind, fallback, ini, env, doc] = line.split('|').map((cell) => cell.trim());
  const [, type, choices] = /^(\w+)(?:\((.*)\))?$/.exec(kind!)!;
  return [
    name!,
    {
      name: name!,
      type: type as SettingType,
      choices: type === 'color' ? colors : (choices?.split(' ') ?? []),
      fallback: fallback === '' ? undefined : fallback,
      ini: words(ini!).map(sectionAndKey),
      env: words(env!),
      doc: doc!,
    },
  ];
}

const words = (text: string): string[] => (text === '' ? [] : text.split(/\s+/));

function sectionAndKey(text: string): { section: string; key: string } {
  const dot = text.indexOf('.');
  return { section: text.slice(0, dot), key: text.slice(dot + 1) };
}

/** The names of colours, as settings `COLOR_*` take them. */
export const colors: readonly string[] =
  'black,bright gray,blue,white,green,bright blue,cyan,bright green,red,bright cyan,purple,bright red,yellow,bright purple,dark gray,bright yellow,magenta,bright magenta,normal'.split(
    ',',
  );
