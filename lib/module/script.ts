import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A module's shell script: the parts it is made of, read once when first needed. */
export interface Script {
  readonly file: string;
  readonly text: () => string;
}

/** Shell functions that several modules share, in lib/module/shell/. */
export type SharedShell =
  | 'ask'
  | 'attributes'
  | 'backup'
  | 'collect'
  | 'creates'
  | 'dump-file'
  | 'edit-file'
  | 'expand-path'
  | 'fetch-url'
  | 'fingerprint'
  | 'made-file'
  | 'mysql'
  | 'place-file'
  | 'postgres'
  | 'refuse-link'
  | 'said'
  | 'selinux'
  | 'sysv'
  | 'web';

/**
 * The script in the module's own folder, after the shared functions it names.
 * @example scriptBeside(import.meta.url, 'file.sh', 'attributes')
 */
export function scriptBeside(moduleUrl: string, name: string, ...shared: readonly SharedShell[]): Script {
  const file = fileURLToPath(new URL(name, moduleUrl));
  let text: string | undefined;
  return {
    file,
    text: () => (text ??= [...shared.map(sharedShell), readFileSync(file, 'utf8')].join('\n')),
  };
}

/** The text of shared shell functions, for scripts that are put together by hand. */
export function sharedShell(name: SharedShell): string {
  let text = texts.get(name);
  if (text === undefined) {
    text = readFileSync(fileURLToPath(new URL(`shell/${name}.sh`, import.meta.url)), 'utf8');
    texts.set(name, text);
  }
  return text;
}

const texts = new Map<SharedShell, string>();
