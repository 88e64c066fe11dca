import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { homedir } from 'node:os';
import { TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import { pythonText } from '../schema/index.js';
import { chain } from './inherit.js';
import type { PlayContext } from './context.js';
import type { Parent, RoleUse } from './types.js';

/**
 * The directory of a role: `roles/` beside the playbook, the configured roles path, beside the role that
 * names it, beside the playbook; or a path.
 */
export function findRole(use: RoleUse, play: PlayContext): string {
  const inCollection = findInCollections(use, play);
  if (inCollection !== undefined) return inCollection;
  const beside = use.parents.map((parent) => path.dirname(parent.path));
  const directories = [
    path.join(play.playbookDir, 'roles'),
    ...(play.options.rolesPath ?? []),
    ...beside,
    play.playbookDir,
  ];
  const name = use.name.startsWith('~') ? path.join(homedir(), use.name.slice(1)) : use.name;
  const candidates = path.isAbsolute(name) ? [name] : directories.map((dir) => path.resolve(dir, name));
  const found = candidates.find((dir) => existsSync(dir) && statSync(dir).isDirectory());
  if (found) return path.normalize(found);
  throw new TsplayError({
    code: 'unknown-role',
    message: `the role '${use.name}' was not found in ${[...new Set(directories)].join(', ')}`,
    at: use.at,
    hint: didYouMean(use.name, directories.flatMap(subdirectories)),
  });
}

/** `namespace.collection.role`, or a short name in one of the play's or role's `collections:`. */
function findInCollections({ name, parent }: RoleUse, play: PlayContext): string | undefined {
  const isFull = /^\w+\.\w+\.\w+$/.test(name);
  const names = isFull ? [name] : collectionsOf(parent).map((collection) => `${collection}.${name}`);
  const roots = [path.join(play.playbookDir, 'collections'), ...(play.options.collectionsPath ?? [])];
  return names
    .filter((full) => /^\w+\.\w+\.[\w-]+$/.test(full))
    .flatMap((full) => {
      const [namespace, collection, role] = full.split('.') as [string, string, string];
      return roots.map((root) =>
        path.join(root, 'ansible_collections', namespace, collection, 'roles', role),
      );
    })
    .find((dir) => existsSync(dir));
}

function collectionsOf(node: Parent): string[] {
  const written = [...chain(node)].map((one) => one.keywords.get('collections')?.value).find(Boolean);
  return (Array.isArray(written) ? written : written ? [written] : []).map(pythonText);
}

function subdirectories(dir: string): string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((one) => one.isDirectory())
      .map((one) => one.name);
  } catch {
    return [];
  }
}
