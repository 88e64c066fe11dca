import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** By path: kind, mode and content of what a playbook made. */
export type FilesLeft = Readonly<Record<string, string>>;

export function filesLeft(root: string): FilesLeft {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(paths.map((path) => [path, described(join(root, path))]));
}

function described(path: string): string {
  const stat = lstatSync(path);
  const mode = (stat.mode & 0o7777).toString(8);
  if (stat.isSymbolicLink()) return `link to ${readlinkSync(path)}`;
  if (stat.isDirectory()) return `directory ${mode}`;
  return stat.isFile() ? `file ${mode} ${JSON.stringify(readFileSync(path, 'utf8'))}` : `other ${mode}`;
}
