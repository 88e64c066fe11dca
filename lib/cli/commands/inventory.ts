import type { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { loadConfig, type Config } from '../../config/index.js';
import type { Dict } from '../../core/value.js';
import { graphInventory } from '../../inventory/graph-inventory.js';
import type { Inventory } from '../../inventory/inventory.js';
import { limitInventory } from '../../inventory/limit-inventory.js';
import { listHost, listing, type ListOptions } from '../../inventory/list-inventory.js';
import { matchHosts } from '../../inventory/match-hosts.js';
import { nestInventory } from '../../inventory/nest-inventory.js';
import { tableInventory } from '../../inventory/table-inventory.js';
import { shownValue } from '../../inventory/shown-value.js';
import { isEmpty, refuseMissing } from '../../run/refuse-missing.js';
import { openInventory } from '../../run/open-inventory.js';
import { PyError } from '../../jinja/index.js';
import { dumpJson } from '../../template/dump-json.js';
import { dumpYaml } from '../../template/dump-yaml.js';
import type { Terminal } from '../command-line.js';
import type { Declare } from '../commands.js';
import { readExtraVars } from '../extra-vars.js';
import { inventoryOf } from '../options/engine-options.js';
import { addOptions, type Flags } from '../options/options.js';
import { vaultOptions } from '../options/vault-options.js';

interface InventoryFlags extends Flags {
  readonly list?: boolean;
  readonly host?: string;
  readonly graph?: boolean;
  readonly yaml?: boolean;
  readonly toml?: boolean;
  readonly vars?: boolean;
  readonly export?: boolean;
  readonly output?: string;
}

export const declareInventory: Declare = (command, terminal, exit) => {
  addInventoryOptions(command).action(async (group: string | undefined, flags: InventoryFlags) => {
    const wrong = mistakeIn(flags);
    if (wrong !== undefined) {
      terminal.stderr.write(`ERROR! ${wrong}\n`);
      return exit(5);
    }
    const config = loadConfig();
    const { decryptVault } = await vaultOptions(flags, config);
    const inventory = await openInventory({
      config,
      inventory: inventoryOf(flags.inventory, config),
      decryptVault,
      extraVars: readExtraVars(flags.extraVars, { decrypt: decryptVault }),
    });
    refuseMissing(inventory, config, isEmpty(inventory));
    for (const { message } of inventory.warnings) terminal.stderr.write(`[WARNING]: ${message}\n`);
    try {
      mentionMismatch(inventory, flags.host, config, terminal);
      const text = await textOf(limitInventory(inventory, flags.limit), group, {
        ...flags,
        export: flags.export ?? config.bool('INVENTORY_EXPORT'),
      });
      if (flags.output === undefined) terminal.stdout.write(text);
      else writeFileSync(flags.output, text);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      terminal.stderr.write(`ERROR! ${error.message}\n`);
      exit(5);
    }
  });
};

function addInventoryOptions(command: Command): Command {
  command
    .argument('[group]', 'the group that --graph starts at')
    .option('--list', 'all groups, hosts and variables')
    .option('--host <name>', 'the variables of one host')
    .option('--graph', 'the tree of groups and hosts')
    .option('-y, --yaml', 'YAML instead of JSON')
    .option('--toml', 'TOML instead of JSON')
    .option('--vars', 'with --graph: the variables too')
    .option('--export', 'with --list: variables stay where they were written')
    .option('--output <file>', 'write there');
  return addOptions(command, ['inventory', 'limit', 'extraVars', 'playbookDir', 'vault', 'verbose']);
}

function mistakeIn({ list, host, graph }: InventoryFlags): string | undefined {
  const actions = [list, host, graph].filter((one) => one !== undefined).length;
  if (actions === 0)
    return 'No action selected, at least one of --host, --graph or --list needs to be specified.';
  if (actions > 1)
    return 'Conflicting options used, only one of --host, --graph or --list can be used at the same time.';
  return undefined;
}

async function textOf(
  inventory: Inventory,
  group: string | undefined,
  flags: InventoryFlags,
): Promise<string> {
  const options: ListOptions = {
    playbookDir: flags.playbookDir,
    export: flags.export,
    extraVars: readExtraVars(flags.extraVars),
  };
  if (flags.graph) return graphOf(inventory, group, flags, options);
  if (flags.host !== undefined) {
    const vars = hostOf(inventory, flags.host, options);
    return write(flags.yaml || flags.toml ? vars : (shownValue(vars) as Dict), flags);
  }
  return write(formOf(flags)(inventory, options), flags);
}

const formOf = ({ yaml, toml }: InventoryFlags): typeof listing =>
  yaml ? nestInventory : toml ? tableInventory : listing;

async function write(value: Dict, { yaml, toml }: InventoryFlags): Promise<string> {
  if (yaml) return dumpYaml(value, { flow: false, aliases: true });
  if (toml) return (await import('../../inventory/write-toml.js')).writeToml(value);
  return `${sortedJson(value)}\n`;
}

// numbers and texts as keys of one dictionary have no order, as in Python
function sortedJson(value: Dict): string {
  const style = { indent: 4, ensureAscii: false };
  try {
    return dumpJson(value, { ...style, sortKeys: true });
  } catch (error) {
    if (!(error instanceof PyError)) throw error;
    return dumpJson(value, style);
  }
}

function mentionMismatch(
  inventory: Inventory,
  pattern: string | undefined,
  config: Config,
  terminal: Terminal,
): void {
  const kind = config.text('HOST_PATTERN_MISMATCH');
  for (const { message } of pattern === undefined ? [] : matchHosts(inventory, pattern).problems) {
    if (kind === 'error') throw new RangeError(message);
    if (kind === 'warning') terminal.stderr.write(`[WARNING]: ${message}\n`);
  }
}

function hostOf(inventory: Inventory, pattern: string, options: ListOptions): Dict {
  const { hosts } = matchHosts(inventory, pattern);
  const vars = hosts.length === 1 ? listHost(inventory, hosts[0]!.name, options) : undefined;
  if (!vars) throw new RangeError('You must pass a single valid host to --host parameter');
  return vars;
}

function graphOf(
  inventory: Inventory,
  group: string | undefined,
  flags: InventoryFlags,
  options: ListOptions,
): string {
  const text = graphInventory(inventory, group ?? 'all', {
    ...options,
    vars: flags.vars ?? false,
  });
  if (text === undefined) throw new RangeError('Pattern must be valid group name when using --graph');
  return text;
}
