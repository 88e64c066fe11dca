import { existsSync } from 'node:fs';
import path from 'node:path';

/** The directory of tsplay's own package.json, from source and from dist: `roles/` and `playbooks/` are in it. */
export const packageRoot: string = findUp(import.meta.dirname);

function findUp(dir: string): string {
  return existsSync(path.join(dir, 'package.json')) ? dir : findUp(path.dirname(dir));
}
