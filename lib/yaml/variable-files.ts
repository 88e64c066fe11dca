import { existsSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** The names that YAML goes by where an extension may be left out. */
const extensions = ['.yml', '.yaml', '.json'];

/** `stem` with each extension it may have, and as it is: before the others, or (an entry file `main`) after them. */
export const withYamlExtensions = (
  stem: string,
  bare: 'first' | 'last',
  endings: readonly string[] = extensions,
): string[] => {
  const files = endings.map((extension) => stem + extension);
  return bare === 'first' ? [stem, ...files] : [...files, stem];
};

/**
 * The files that hold the variables of `stem`: the first that exists counts; of a folder, all in it by their names, but
 * hidden ones, backups (`name~`) and those with another extension.
 */
export function variableFiles(
  stem: string,
  bare: 'first' | 'last',
  endings: readonly string[] = extensions,
): string[] {
  const path = withYamlExtensions(stem, bare, endings).find((candidate) => existsSync(candidate));
  if (path === undefined) return [];
  return statSync(path).isDirectory() ? filesIn(path, endings) : [path];
}

function filesIn(dir: string, endings: readonly string[]): string[] {
  const names = readdirSync(dir).filter((name) => !name.startsWith('.') && !name.endsWith('~'));
  return names.sort().flatMap((name) => {
    const path = join(dir, name);
    const extension = extname(name);
    if (statSync(path).isDirectory()) return extension === '' ? filesIn(path, endings) : [];
    return extension === '' || endings.includes(extension) ? [path] : [];
  });
}
