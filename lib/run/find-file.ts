import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { homedir } from 'node:os';

import { TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import type { SourcePos } from '../core/position.js';

/** The file a task names, looked for as Ansible does: each folder of the search path, its `files/` (`templates/`, …) first. */
export function findFile(searchPath: readonly string[], kind: string, name: string, at: SourcePos): string {
  const candidates = placesOf(searchPath, kind, name);
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found !== undefined) return found;
  const places = [...new Set(candidates)].map((candidate) => `\t${candidate}`).join('\n');
  const searched = isAbsolute(name) ? '' : `\nSearched in:\n${places}`;
  throw new TsplayError({
    code: 'file-not-found',
    message: `Could not find or access '${name}'${searched} on the Ansible Controller.`,
    at,
    hint: similarName(candidates),
  });
}

/** Where it is looked for, in order. */
export function placesOf(searchPath: readonly string[], kind: string, name: string): string[] {
  const path = name.startsWith('~') ? expandHome(name) : name;
  return isAbsolute(path) ? [path] : searchPath.flatMap((folder) => placesIn(folder, kind, path));
}

/** A file beside one that is missing, with nearly the same name. */
function similarName(candidates: readonly string[]): string | undefined {
  for (const candidate of candidates) {
    if (!existsSync(dirname(candidate))) continue;
    const hint = didYouMean(basename(candidate), readdirSync(dirname(candidate)));
    if (hint !== undefined) return hint;
  }
  return undefined;
}

function placesIn(folder: string, kind: string, name: string): string[] {
  const base = basename(folder) === 'tasks' ? [resolve(dirname(folder), kind, name)] : [];
  return [...base, resolve(folder, kind, name), resolve(folder, name)];
}

// ~ is our home, ~user is that user's
function expandHome(name: string): string {
  const [, user = '', rest = ''] = /^~([^/]*)([^]*)$/.exec(name) ?? [];
  if (user === '') return join(homedir(), rest);
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const home = lines.find((line) => line.startsWith(`${user}:`))?.split(':')[5];
  return home === undefined ? name : join(home, rest);
}
