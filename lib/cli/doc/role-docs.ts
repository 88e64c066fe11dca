import path from 'node:path';
import { loadConfig } from '../../config/index.js';
import { TsplayError } from '../../core/problem.js';
import { didYouMean } from '../../core/suggest.js';
import type { Value } from '../../core/value.js';
import { collectionRoleDocuments, roleDocuments, type RoleDocument } from '../../playbook/role-documents.js';
import { dumpJson } from '../../template/dump-json.js';
import { splitPaths } from '../options/options.js';
import { isListed, type DocFlags } from './doc-flags.js';
import { roleList, roleText } from './role-text.js';

/** What `tsplay doc -t role` prints: argument specifications of roles, alone or in collections. */
export function roleDocs(names: readonly string[], flags: DocFlags, columns: number): string {
  const all = documentsOfRoles(flags);
  const chosen = flags.list
    ? all.filter(({ collection }) => isListed(collection, names)).sort(byName)
    : names.flatMap((name) => rolesOf(name, all));
  const roles = chosen.map((role) => ofEntryPoint(role, flags));
  if (flags.json) return roleJson(roles, flags);
  if (flags.list) return roleList(roles, columns - 1);
  return roles
    .filter(({ entryPoints }) => entryPoints.size > 0)
    .map(roleText)
    .join('');
}

const byName = (a: RoleDocument, b: RoleDocument): number => (a.name < b.name ? -1 : 1);

function documentsOfRoles({ playbookDir = '.', rolesPath }: DocFlags): RoleDocument[] {
  const config = loadConfig();
  const roots = [path.join(playbookDir, 'roles'), ...splitPaths(rolesPath)];
  return [
    ...roleDocuments([...roots, ...config.list('DEFAULT_ROLES_PATH'), playbookDir]),
    ...collectionRoleDocuments([path.join(playbookDir, 'collections'), ...config.list('COLLECTIONS_PATHS')]),
  ];
}

/** All of that name, with or without their collection. */
function rolesOf(name: string, all: readonly RoleDocument[]): readonly RoleDocument[] {
  const found = all.filter((role) => role.name === name || role.name === `${role.collection}.${name}`);
  if (found.length > 0) return found;
  const names = all.map((role) => role.name);
  const hint = didYouMean(name, names) ?? (names.length > 0 ? `there are ${names.join(', ')}` : undefined);
  throw new TsplayError({
    code: 'unknown-role',
    message: `there is no role '${name}' with argument specifications (meta/argument_specs.yml)`,
    ...(hint === undefined ? {} : { hint }),
  });
}

const ofEntryPoint = (role: RoleDocument, { entryPoint }: DocFlags): RoleDocument =>
  entryPoint === undefined
    ? role
    : { ...role, entryPoints: new Map([...role.entryPoints].filter(([name]) => name === entryPoint)) };

function roleJson(roles: readonly RoleDocument[], { list }: DocFlags): string {
  const told = roles.map(({ name, collection, dir, entryPoints }): [Value, Value] => {
    const points = [...entryPoints].map(([point, spec]): [Value, Value] => [
      point,
      list ? (spec.get('short_description') ?? '') : spec,
    ]);
    const common: [Value, Value][] = [
      ['collection', collection],
      ['entry_points', new Map(points)],
    ];
    return [name, new Map(list ? common : [...common, ['path', dir]])];
  });
  return `${dumpJson(new Map(told), { indent: 4, sortKeys: true })}\n`;
}
