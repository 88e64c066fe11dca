import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { TsplayError, type Problem } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import { compilePythonRegex } from '../jinja/index.js';
import { decodeText } from '../yaml/decode-text.js';
import { decryptFile } from '../yaml/decrypt-file.js';
import { Inventory } from './inventory.js';
import { loadHostList } from './load-host-list.js';
import { loadScript } from './load-script.js';
import type { InventoryOptions } from './options.js';
import { parseText } from './parse-text.js';
import { leaveUnread, readsKind } from './reads-kind.js';

/**
 * Reads inventories, each over the one before: INI and YAML files, directories of them, executables, and
 * lists of hosts (`a,b,`).
 *
 * @throws TsplayError with the mistakes of all sources at once
 * @example const inventory = await loadInventory(['hosts.ini']);
 */
export async function loadInventory(
  sources: readonly string[],
  options: InventoryOptions = {},
): Promise<Inventory> {
  const inventory = new Inventory(sources, options);
  const problems: Problem[] = [];
  for (const source of sources) {
    try {
      await loadSource(source, inventory);
    } catch (error) {
      if (!(error instanceof TsplayError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new TsplayError(problems);
  inventory.settle();
  warnNames(inventory);
  return inventory;
}

async function loadSource(source: string, inventory: Inventory): Promise<void> {
  const path = resolve(inventory.options.cwd ?? process.cwd(), source);
  if (source.includes(',') && !existsSync(path)) return loadHostList(source, inventory);
  const kind = statSync(path, { throwIfNoEntry: false });
  if (!kind) {
    const problem = missingSource(source, path);
    if (inventory.options.missing !== 'keep') throw new TsplayError(problem);
    inventory.missing.push(problem);
    return;
  }
  inventory.varsFiles.addInventoryDir(kind.isDirectory() ? path : join(path, '..'));
  if (!kind.isDirectory()) return loadFile(path, inventory);
  await loadDirectory(path, inventory);
}

function missingSource(source: string, path: string): Problem {
  const folder = join(path, '..');
  const near = existsSync(folder)
    ? didYouMean(basename(path), readdirSync(folder))
    : `there is no folder ${folder}`;
  return {
    code: 'missing-inventory',
    message: `there is no inventory ${source}`,
    hint: near ?? `for a list of hosts write '${source},'`,
  };
}

const neverRead = /^\.|^(?:host_vars|group_vars|vars_plugins)$/;

const usuallyIgnored = ['(?:~|\\.(?:pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry))$'];

function namesIn(path: string, { ignoredNames = usuallyIgnored }: InventoryOptions): string[] {
  const patterns = [neverRead, ...ignoredNames.map((pattern) => compilePythonRegex(pattern))];
  return readdirSync(path).filter((name) => !patterns.some((pattern) => name.search(pattern) >= 0));
}

async function loadDirectory(path: string, inventory: Inventory): Promise<void> {
  const names = namesIn(path, inventory.options);
  if (names.length === 0)
    inventory.missing.push({
      code: 'empty-inventory',
      message: `the inventory ${path} is an empty directory`,
    });
  for (const name of names.sort()) {
    const inside = join(path, name);
    if (statSync(inside).isDirectory()) await loadDirectory(inside, inventory);
    else await loadFile(inside, inventory);
  }
}

async function loadFile(path: string, inventory: Inventory): Promise<void> {
  const bytes = readFileSync(path);
  if (isProgram(bytes)) {
    if (!readsKind(inventory, 'script')) return leaveUnread(path, inventory);
    if (isExecutable(path)) return loadScript(path, inventory);
    throw new TsplayError(notExecutable(path));
  }
  const text = decryptFile(decodeText(bytes, path), path, inventory.options.decrypt);
  if (extname(path) === '.toml' && readsKind(inventory, 'toml')) {
    // few have one, and all would wait for what reads it
    const { parseTomlInventory } = await import('./parse-toml-inventory.js');
    return parseTomlInventory(text, path, inventory);
  }
  parseText(text, path, inventory);
}

// only its first bytes tell: the x bit alone would hand an INI file to the shell
const isProgram = (bytes: Buffer): boolean => /^(?:#!|\x7fELF)/.test(bytes.subarray(0, 4).toString('latin1'));

function isExecutable(path: string): boolean {
  try {
    if ((statSync(path).mode & 0o111) === 0) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const notExecutable = (path: string): Problem => ({
  code: 'inventory-script',
  message: `the inventory ${path} is a script but may not be executed`,
  hint: `chmod +x ${path}`,
});

function warnNames(inventory: Inventory): void {
  for (const name of inventory.groups.keys())
    if (inventory.hosts.has(name)) inventory.warn('ambiguous-name', `'${name}' is both a host and a group`);
  const policy = inventory.options.invalidGroupNames ?? 'never';
  if (inventory.oddGroupNames.size === 0 || policy === 'ignore' || policy === 'silently') return;
  const what = policy === 'always' ? 'and automatically replaced' : 'but not replaced';
  inventory.warn(
    'group-name',
    `Invalid characters were found in group names ${what}: ${[...inventory.oddGroupNames].join(', ')}`,
  );
}
