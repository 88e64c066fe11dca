import { settings, type Config } from '../config/index.js';
import { connectionOptions } from '../connect/connection-options.js';
import type { Value } from '../core/value.js';
import type { Plugin, Templar } from '../template/templar.js';

/** What the lookup `config` finds: a setting, or what variables and settings say to a connection or a shell. */
export function settingOf(
  config: Config,
  name: string,
  plugin: Plugin | undefined,
  templar: Templar,
): Value | undefined {
  if (!plugin) return settings().has(name) && !name.includes('.') ? valueOf(config, name) : undefined;
  for (const variable of variablesOf(name)) {
    const value = templar.variable(variable);
    if (value !== undefined) return value;
  }
  const owner = plugin.type === 'shell' ? 'sh' : plugin.name;
  const known = [`${owner}.${name}`, generalNames[name]].find(
    (one) => one !== undefined && settings().has(one),
  );
  return known === undefined ? undefined : valueOf(config, known);
}

const generalNames: Readonly<Record<string, string>> = {
  remote_user: 'DEFAULT_REMOTE_USER',
  port: 'DEFAULT_REMOTE_PORT',
  private_key_file: 'DEFAULT_PRIVATE_KEY_FILE',
  timeout: 'DEFAULT_TIMEOUT',
};

const variablesOf = (name: string): readonly string[] => [
  ...(connectionOptions.find(({ keyword }) => keyword === name)?.variables ?? []),
  `ansible_ssh_${name}`,
  `ansible_${name}`,
];

const valueOf = (config: Config, name: string): Value => {
  const value = config.get(name);
  return Array.isArray(value) ? [...(value as readonly Value[])] : (value as Value);
};
