import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { TsplayError } from '../core/problem.js';
import { isDict, type Value } from '../core/value.js';
import { loadYaml } from '../yaml/load-yaml.js';
import { toPlainValue, toValue } from '../yaml/to-value.js';
import type { Inventory } from './inventory.js';
import { parseScriptOutput } from './parse-script-output.js';

/**
 * Runs an executable inventory with `--list`, and with `--host NAME` when it needs to be asked per host.
 *
 * @throws TsplayError when it fails or prints something else than Ansible's JSON
 */
export async function loadScript(path: string, inventory: Inventory): Promise<void> {
  const output = await run(path, ['--list']);
  const before = new Set(inventory.hosts.keys());
  const complete = parseScriptOutput(readJson(output, path, inventory), path, inventory);
  if (!complete)
    for (const name of inventory.hosts.keys()) if (!before.has(name)) await askHost(path, name, inventory);
}

async function askHost(path: string, name: string, inventory: Inventory): Promise<void> {
  const output = await run(path, ['--host', name]);
  const vars = output.trim() === '' ? new Map<Value, Value>() : readJson(output, path, inventory);
  if (!isDict(vars)) throw new TsplayError(scriptProblem(path, `printed no JSON object for --host ${name}`));
  inventory.setVars(inventory.hosts.get(name)!, vars);
}

function readJson(output: string, path: string, inventory: Inventory): Value {
  try {
    JSON.parse(output);
  } catch (error) {
    throw new TsplayError(scriptProblem(path, `printed text that is not JSON: ${(error as Error).message}`));
  }
  const { root } = loadYaml(output, path, { json: true, duplicateKeys: 'ignore' })[0]!;
  return inventory.options.trustScripts === false ? toPlainValue(root) : toValue(root);
}

function run(path: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(path, args, { maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else reject(new TsplayError(scriptProblem(path, `failed: ${stderr.trim() || whyNot(error, path)}`)));
    });
  });
}

function whyNot(error: Error & { code?: unknown }, path: string): string {
  if (error.code !== 'ENOENT') return error.message;
  const interpreter = /^#!\s*(.*)/.exec(readFileSync(path, 'latin1'))?.[1] ?? 'its interpreter';
  return `there is no ${interpreter}`;
}

const scriptProblem = (path: string, what: string): { code: string; message: string } => ({
  code: 'inventory-script',
  message: `the inventory script ${path} ${what}`,
});
