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

function configured(config: Named['config']): Pick<InventoryOptions, 'kinds' | 'invalidGroupNames'> {
  const kinds = config?.isSet('INVENTORY_ENABLED') ? { kinds: config.list('INVENTORY_ENABLED') } : {};
  const policy = config?.text('TRANSFORM_INVALID_GROUP_CHARS') as InventoryOptions['invalidGroupNames'];
  return { ...kinds, ...(policy && { invalidGroupNames: policy }) };
}

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
