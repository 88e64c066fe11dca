import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

import type { Environment } from './config.js';
import { expandPath } from './expand-path.js';

/** The first of ANSIBLE_CONFIG, ./ansible.cfg, ~/.ansible.cfg and /etc/ansible/ansible.cfg that can be read. */
export function findConfigFile(
  env: Environment,
  cwd: string,
  home: string,
): { readonly file: string | undefined; readonly warnings: readonly string[] } {
  const asked = env['ANSIBLE_CONFIG'];
  const given = asked ? withName(expandPath(asked, cwd, home)) : undefined;
  const here = path.join(cwd, 'ansible.cfg');
  const isPublic = isWorldWritable(cwd);
  const places = [
    given,
    isPublic ? undefined : here,
    path.join(home, '.ansible.cfg'),
    '/etc/ansible/ansible.cfg',
  ];
  const file = places.find((one) => one !== undefined && isReadable(one));
  // somebody else could have put it there
  const refused = isPublic && file !== here && isReadable(here);
  return { file, warnings: refused ? [publicDirectory(cwd)] : [] };
}

const withName = (file: string): string => (isDirectory(file) ? path.join(file, 'ansible.cfg') : file);

const publicDirectory = (cwd: string): string =>
  `${cwd} is writable by everybody: its ansible.cfg is not used. Name it in ANSIBLE_CONFIG if it is to be.`;

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isWorldWritable(dir: string): boolean {
  return ((statSync(dir, { throwIfNoEntry: false })?.mode ?? 0) & 0o002) !== 0;
}
