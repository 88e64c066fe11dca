import path from 'node:path';
import type { Dict } from '../core/value.js';
import { isDict } from '../core/value.js';
import { toValue } from '../yaml/index.js';
import { variableFiles } from '../yaml/variable-files.js';
import type { PlayContext } from './context.js';
import { readYamlRoot } from './read-task-file.js';
import type { RoleUse } from './types.js';

/** `defaults/main.yml` or `vars/main.yml` of a role (or every file of the directory `main/`), merged. */
export function readRoleVars(
  dir: string,
  folder: 'defaults' | 'vars',
  from: string | undefined,
  use: RoleUse,
  play: PlayContext,
): Dict {
  const stem = path.join(dir, folder, from ?? 'main');
  const files = variableFiles(stem, from === undefined ? 'last' : 'first');
  if (files.length === 0 && from !== undefined) {
    play.problems.add('missing-file', `could not find specified file in role: ${folder}/${from}`, use.at);
  }
  const vars: Dict = new Map();
  for (const file of files) {
    const root = readYamlRoot(file, play);
    const value = root && toValue(root);
    if (isDict(value)) for (const [name, one] of value) vars.set(name, one);
    else if (root && value !== null) {
      play.problems.add(
        'bad-vars',
        `${folder} of role '${use.name}' is not a dictionary of variables`,
        root.at,
      );
    }
  }
  return vars;
}
