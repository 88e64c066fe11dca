import type { Config, Environment } from './config.js';
import { settings } from './setting.js';

/** The environment, with what ansible.cfg sets in place of variables that are not there. */
export function environmentOf(config: Config, env: Environment): Environment {
  const fromFile: Record<string, string> = {};
  for (const { name, env: variables } of settings().values()) {
    if (variables.length === 0 || config.origin(name).kind !== 'file') continue;
    for (const variable of variables) fromFile[variable] = config.text(name) ?? '';
  }
  return { ...fromFile, ...env };
}
