import { keywords, withDependencies } from '../playbook/index.js';
import type { Play } from '../playbook/types.js';
import { globalNames } from '../template/index.js';

import type { Run } from './context.js';
import type { Layer } from './scope.js';

/** Variables of the play and of the command line that bear the name of a keyword or of a function of templates. */
export function warnReserved(run: Run, play: Play, layers: readonly Layer[]): void {
  const names = new Set<unknown>(run.extraVars.keys());
  for (const { names: own } of layers) for (const name of own.keys()) names.add(name);
  for (const role of withDependencies(play.roles))
    for (const dict of [role.vars, role.defaults]) for (const name of dict.keys()) names.add(name);
  for (const name of names)
    if (typeof name === 'string' && reserved().has(name))
      run.bus.warn(`Found variable using reserved name: ${name}`, { at: play.at });
}

let known: ReadonlySet<string> | undefined;

// not `vars`: nothing of the user's can be in its place
const reserved = (): ReadonlySet<string> =>
  (known ??= new Set(
    [...Object.keys(keywords), ...globalNames(), 'action', 'local_action', 'with_'].filter(
      (name) => name !== 'vars',
    ),
  ));
