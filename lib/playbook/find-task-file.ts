import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Role } from './types.js';

/**
 * Where an included or imported task file is: beside the file that names it, in the role's tasks, beside
 * the playbook.
 */
export function findTaskFile(
  name: string,
  from: { readonly fromFile: string; readonly role: Role | undefined; readonly playbookDir: string },
): { readonly path?: string; readonly searched: readonly string[] } {
  if (path.isAbsolute(name))
    return existsSync(name) ? { path: name, searched: [name] } : { searched: [name] };
  const directories = [path.dirname(from.fromFile)];
  for (const role of from.role ? [from.role, ...from.role.parents] : []) {
    directories.push(path.join(role.path, 'tasks'), role.path);
  }
  directories.push(path.join(from.playbookDir, 'tasks'), from.playbookDir);
  const searched = [...new Set(directories.map((dir) => path.resolve(dir, name)))];
  const found = searched.find((candidate) => existsSync(candidate));
  return found ? { path: found, searched } : { searched };
}
