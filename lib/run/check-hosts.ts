import type { Problem } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import { plainName } from '../playbook/index.js';
import type { Play, Task } from '../playbook/types.js';

import type { RunInventory } from './run-inventory.js';
import { stepsOf, tasksIn } from './steps-of.js';

/**
 * Hosts and groups that plays name and nobody has. A name close to a known one is a mistake; any other may be
 * a group that this inventory leaves out, which a run only mentions.
 */
export function checkHosts(plays: readonly Play[], inventory: RunInventory): readonly Problem[] {
  const missing = inventory.missing(plays.some((play) => !growsAnywhere(play) && wantsHosts(play)));
  const known = [...inventory.groups().keys(), ...inventory.hostNames(), 'localhost'];
  if (known.length <= 3 || plays.some(growsAnywhere)) return missing;
  const unknown = plays.flatMap((play) =>
    namesIn(play).flatMap((name) => {
      const hint = known.includes(name) ? undefined : didYouMean(name, known);
      const at = play.keywords.get('hosts')?.valueAt;
      return hint === undefined
        ? []
        : [{ code: 'unknown-host', message: `no host or group is called '${name}'`, at, hint }];
    }),
  );
  return [...missing, ...unknown];
}

// only plain names: patterns may match nothing
function namesIn({ hosts }: Play): string[] {
  const patterns = (Array.isArray(hosts) ? hosts : [hosts]).filter((one) => typeof one === 'string');
  return patterns
    .flatMap((pattern) => pattern.split(/[,:]/))
    .filter((name) => /^[A-Za-z_][\w.-]*$/.test(name));
}

const growsAnywhere = (play: Play): boolean => stepsOf(play).flatMap(tasksIn).some(growsInventory);

const wantsHosts = (play: Play): boolean => namesIn(play).some((name) => name !== 'localhost');

const growsInventory = ({ action, dynamic }: Task): boolean =>
  dynamic !== undefined ||
  typeof action.module !== 'string' ||
  ['add_host', 'group_by'].includes(plainName(action.module));
