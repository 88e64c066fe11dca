import type { Dict } from '../core/value.js';
import type { Module } from '../module/index.js';
import { secretsOf } from '../schema/index.js';

import type { TaskAtHost } from './run-at-host.js';

/** Arguments that the module calls secret are masked from now on, wherever they turn up. */
export function hideSecrets({ flow }: TaskAtHost, module: Module, args: Dict): void {
  const { secrets } = flow.playRun.run;
  for (const secret of secretsOf(module.args, args)) secrets.add(secret);
}
