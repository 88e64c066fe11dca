import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathsBelow } from '../support/paths-below.js';

/** By path: kind, mode and content of what a playbook made. */
export type FilesLeft = Readonly<Record<string, string>>;

export function filesLeft(root: string): FilesLeft {
  return Object.fromEntries(pathsBelow(root).map((path) => [path, described(join(root, path))]));
}

function described(path: string): string {
  const stat = lstatSync(path);
  const mode = (stat.mode & 0o7777).toString(8);
  if (stat.isSymbolicLink()) return `link to ${readlinkSync(path)}`;
  if (stat.isDirectory()) return `directory ${mode}`;
  return stat.isFile() ? `file ${mode} ${JSON.stringify(readFileSync(path, 'utf8'))}` : `other ${mode}`;
}
