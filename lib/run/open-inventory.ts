import type { Config } from '../config/index.js';
import { escapeRegex } from '../core/escape-regex.js';
import type { SourcePos } from '../core/position.js';
import { TsplayError } from '../core/problem.js';
import { trustText, type Dict, type Value } from '../core/value.js';
import { Inventory } from '../inventory/inventory.js';
import { loadInventory } from '../inventory/load-inventory.js';
import type { InventoryOptions } from '../inventory/options.js';
import { Templar } from '../template/index.js';

import type { RunOptions } from './options.js';
import { duplicateKeysOf, extraVarsOf, hashBehaviourOf } from './settings.js';

type Named = Pick<
  RunOptions,
  'inventory' | 'decryptVault' | 'templating' | 'extraVars' | 'hashBehaviour' | 'config'
>;

type Sources = { readonly [Name in keyof Named]?: Named[Name] | undefined };

/** The inventory that options name, with all that its sources may need: the vault's secrets and templates. */
export async function openInventory(
  { inventory = [], decryptVault: decrypt, templating, extraVars, ...others }: Sources,
  missing: 'refuse' | 'keep' = 'keep',
): Promise<Inventory> {
  if (inventory instanceof Inventory) return inventory;
  const sources = typeof inventory === 'string' ? [inventory] : inventory;
  return loadInventory(sources, {
    missing,
    evaluate: evaluateWith(templating ?? {}),
    extraVars: extraVarsOf(extraVars),
    duplicateKeys: duplicateKeysOf(others.config),
    mergeDicts: hashBehaviourOf(others) === 'merge',
    ...configured(others.config),
    ...(decrypt && { decrypt }),
  });
}

function configured(config: Config | undefined): InventoryOptions {
  const policy = config?.text('TRANSFORM_INVALID_GROUP_CHARS') as InventoryOptions['invalidGroupNames'];
  return {
    ...whenSet(config, ['INVENTORY_ENABLED'], (kinds) => ({ kinds })),
    ...whenSet(config, ['INVENTORY_IGNORE_PATTERNS', 'INVENTORY_IGNORE_EXTS'], () => ({
      ignoredNames: ignoredNames(config!),
    })),
    ...whenSet(config, ['constructed.use_extra_vars'], () => ({
      useExtraVars: config!.bool('constructed.use_extra_vars'),
    })),
    ...whenSet(config, ['VARIABLE_PLUGINS_ENABLED'], (names) => ({
      varsFiles: names.some((name) => /^(?:ansible\.builtin\.)?host_group_vars$/.test(name)),
    })),
    ...whenSet(config, ['yaml.yaml_extensions'], (yamlExtensions) => ({ yamlExtensions })),
    ...whenSet(config, ['YAML_FILENAME_EXTENSIONS'], (variableExtensions) => ({ variableExtensions })),
    ...whenSet(config, ['VARIABLE_PRECEDENCE'], (groupPrecedence) => ({ groupPrecedence })),
    ...(policy && { invalidGroupNames: policy }),
  };
}

const whenSet = (
  config: Config | undefined,
  names: readonly string[],
  options: (values: readonly string[]) => InventoryOptions,
): InventoryOptions =>
  config && names.some((name) => config.isSet(name)) ? options(config.list(names[0]!)) : {};

const ignoredNames = (config: Config): string[] => [
  ...config.list('INVENTORY_IGNORE_PATTERNS'),
  ...config.list('INVENTORY_IGNORE_EXTS').map((extension) => `${escapeRegex(extension)}$`),
];

// without a value is what `constructed` asks for: it leaves the host out
const evaluateWith =
  (templating: NonNullable<RunOptions['templating']>) =>
  (expression: string, vars: Dict, at: SourcePos): Value | undefined => {
    try {
      return new Templar({ ...templating, variables: vars }).render(trustText(`{{ ${expression} }}`, at));
    } catch (error) {
      if (error instanceof TsplayError) return undefined;
      throw error;
    }
  };
