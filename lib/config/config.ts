import { TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';

import { findConfigFile } from './find-config-file.js';
import { misspelledKeys } from './misspelled-keys.js';
import { readSetting, type SettingValue } from './read-setting.js';
import { readConfigFile } from './read-config-file.js';
import { isIgnored, settings, type Setting } from './setting.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a setting's value comes from. */
export type Origin =
  | { readonly kind: 'default' }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly file: string };

/** The settings of ansible.cfg and of ANSIBLE_* variables, the variables winning. */
export interface Config {
  /** The ansible.cfg that was found. */
  readonly file: string | undefined;
  readonly warnings: readonly string[];
  get(name: string): SettingValue;
  origin(name: string): Origin;
  /** False where the value is the default. */
  isSet(name: string): boolean;
  bool(name: string): boolean;
  number(name: string): number | undefined;
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  /** Settings that were set and are ignored, by name. */
  ignored(): readonly string[];
}

export interface ConfigOptions {
  readonly env?: Environment;
  readonly cwd?: string;
  readonly home?: string;
  /** This file and no other; null: none. */
  readonly file?: string | null;
}

/**
 * Finds ansible.cfg where Ansible would (ANSIBLE_CONFIG, ./ansible.cfg, ~/.ansible.cfg, /etc/ansible/ansible.cfg)
 * and reads it.
 * @throws TsplayError when it cannot be read, when what was set is no number, or at `get` of a value that is no choice
 * @example loadConfig().number('DEFAULT_FORKS') // 5
 */
export function loadConfig(options: ConfigOptions = {}): Config {
  const env = options.env ?? process.env;
  const place = { cwd: options.cwd ?? process.cwd(), home: options.home ?? env['HOME'] ?? '/' };
  const found =
    options.file === undefined
      ? findConfigFile(env, place.cwd, place.home)
      : { file: options.file ?? undefined, warnings: [] };
  const ini = found.file === undefined ? new Map<string, never>() : readConfigFile(found.file);
  const values = new Map<string, SettingValue>();
  const raw = (setting: Setting): { text: string | undefined; origin: Origin } => {
    const variable = setting.env.findLast((name) => !isUnset(setting, env[name]));
    if (variable !== undefined) return { text: env[variable], origin: { kind: 'env', name: variable } };
    const entry = setting.ini.findLast(({ section, key }) => ini.get(section)?.has(key));
    if (entry)
      return {
        text: ini.get(entry.section)!.get(entry.key),
        origin: { kind: 'file', file: found.file! },
      };
    return { text: setting.fallback, origin: { kind: 'default' } };
  };
  const get = (name: string): SettingValue => {
    if (!values.has(name)) {
      const setting = find(name);
      const { text, origin } = raw(setting);
      const ansibleHome = name === 'ANSIBLE_HOME' ? '' : String(get('ANSIBLE_HOME'));
      values.set(name, readSetting(setting, text, { ...place, ansibleHome, origin }));
    }
    return values.get(name)!;
  };
  const origin = (name: string): Origin => raw(find(name)).origin;
  for (const { name, type } of settings().values())
    if (isNumeric(type) && origin(name).kind !== 'default') get(name);
  return {
    file: found.file,
    warnings: [...found.warnings, ...(found.file === undefined ? [] : misspelledKeys(ini, found.file))],
    get,
    origin,
    isSet: (name) => origin(name).kind !== 'default',
    bool: (name) => get(name) === true,
    number: (name) => numberOf(get(name)),
    text: (name) => textOf(get(name)),
    list: (name) => listOf(get(name)),
    ignored: () =>
      [...settings().values()]
        .filter((setting) => isIgnored(setting) && origin(setting.name).kind !== 'default')
        .map(({ name }) => name),
  };
}

const isNumeric = (type: Setting['type']): boolean => type === 'int' || type === 'float';

// an empty variable is no number, and means nothing
const isUnset = ({ type }: Setting, text: string | undefined): boolean =>
  text === undefined || (text === '' && isNumeric(type));

function find(name: string): Setting {
  const setting = settings().get(name);
  if (setting) return setting;
  throw new TsplayError({
    code: 'unknown-setting',
    message: `there is no setting '${name}'`,
    hint: didYouMean(name, [...settings().keys()]),
  });
}

const numberOf = (value: SettingValue): number | undefined => (typeof value === 'number' ? value : undefined);

const textOf = (value: SettingValue): string | undefined =>
  value === null || value === '' ? undefined : Array.isArray(value) ? value.join(',') : String(value);

const listOf = (value: SettingValue): readonly string[] =>
  value === null ? [] : Array.isArray(value) ? (value as readonly string[]) : [String(value)];
