import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { TsplayError } from '../../lib/core/problem.js';
import { pythonPattern, type ModuleContext } from '../../lib/module/index.js';

export interface VarsFiles {
  readonly file: string | undefined;
  readonly dir: string | undefined;
  readonly depth: number;
  readonly files_matching: string | undefined;
  readonly ignore_files: readonly string[] | undefined;
  readonly extensions: readonly string[];
  readonly ignore_unknown_extensions: boolean;
}

/** The files to read, in order, or why there are none. */
export function findVarsFiles(wanted: VarsFiles, ctx: ModuleContext): readonly string[] | string {
  // a folded text ends with a newline
  const name = wanted.file?.replace(/\n+$/, '') ?? '';
  if (name !== '') return placesOf(name, ctx);
  if (wanted.dir === undefined) return 'Could not find file on the Ansible Controller: none is named';
  const places = placesOf(wanted.dir, ctx);
  if (typeof places === 'string') return `${wanted.dir} directory does not exist`;
  const dir = places[0]!;
  if (!existsSync(dir)) return `${dir} directory does not exist`;
  if (!statSync(dir).isDirectory()) return `${dir} is not a directory`;
  const files = walk(dir, 1, wanted);
  const bad = files.find((file) => !isKnown(file, wanted));
  if (bad !== undefined && !wanted.ignore_unknown_extensions) return unknownEnding(bad, wanted);
  return files.filter((file) => isKnown(file, wanted));
}

/** Where it is, or why not. */
function placesOf(name: string, ctx: ModuleContext): readonly string[] | string {
  try {
    return [ctx.findFile('vars', name)];
  } catch (error) {
    if (error instanceof TsplayError) return error.problems.map(({ message }) => message).join('\n');
    throw error;
  }
}

function walk(dir: string, depth: number, wanted: VarsFiles): string[] {
  const names = readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = names.filter((entry) => !entry.isDirectory() && isWanted(entry.name, wanted));
  const below =
    wanted.depth === 0 || depth < wanted.depth ? names.filter((entry) => entry.isDirectory()) : [];
  return [
    ...files.map((entry) => join(dir, entry.name)),
    ...below.flatMap((entry) => walk(join(dir, entry.name), depth + 1, wanted)),
  ];
}

function isWanted(name: string, wanted: VarsFiles): boolean {
  if (
    wanted.ignore_files?.some((pattern) =>
      pythonPattern(pattern.endsWith('$') ? pattern : `${pattern}$`).test(name),
    )
  )
    return false;
  return wanted.files_matching === undefined || pythonPattern(wanted.files_matching).test(name);
}

const isKnown = (file: string, wanted: VarsFiles): boolean =>
  wanted.extensions.includes(extname(basename(file)).slice(1));

const unknownEnding = (file: string, wanted: VarsFiles): string =>
  `${file} does not have a valid extension: ${wanted.extensions.join(', ')}`;
