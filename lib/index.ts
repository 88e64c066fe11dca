import path from 'node:path';
import { modules } from '../modules/index.js';
import { trustText, type Dict, type Value } from './core/value.js';
import { goldenImage } from './image/index.js';
import { createRegistry } from './module/index.js';
import { packageRoot } from './package-root.js';
import { placeInImages } from './place-in-images.js';
import { listPlaybooks as listThem, type PlaybookList } from './run/list-playbooks.js';
import type { EngineOptions, RunOptions, RunReport } from './run/options.js';
import { runPlaybooks } from './run/run.js';
import { extraVarsOf } from './run/settings.js';
import { Templar } from './template/index.js';

export type { Event, EventBody, HostTotals, ResultStatus, TaskRef } from './core/event.js';
export type { Json } from './core/json.js';
export { formatPos, type SourcePos } from './core/position.js';
export { formatProblem, TsplayError, type Problem } from './core/problem.js';
export { PyDate, PyFloat, TemplateString, trustText, Tuple, type Dict, type Value } from './core/value.js';
export { defineConnection, type ConnectionType } from './connect/connection-types.js';
export type { Become, Link } from './connect/link.js';
export { Inventory } from './inventory/inventory.js';
export { loadInventory } from './inventory/load-inventory.js';
export { defineModule, type Module, type ModuleContext, type Result } from './module/index.js';
export * as fields from './schema/index.js';
export {
  createAnsibleReporter,
  createJsonlReporter,
  createTerminalReporter,
  formatDuration,
  type Output,
  type Reporter,
  type ReporterOptions,
} from './report/index.js';
export type { ListedPlay, ListedTask, PlaybookList } from './run/list-playbooks.js';
export { jsonFileFactCache, memoryFactCache, type FactCache } from './run/fact-cache.js';
export { everyHostLive, type PhasePlace, type Place } from './run/phase.js';
export type { RunOptions, RunReport } from './run/options.js';
export { findImages, type FoundImage } from './find-images.js';
export type { InventoryOptions } from './inventory-variables.js';
/** Golden images: generations, checks, publishing. */
export * as images from './image/index.js';
/** The virtual cluster. */
export * as lab from './lab/index.js';

/**
 * Runs playbooks and tells everything as events.
 *
 * Never throws for what users or hosts do wrong: mistakes in files are `problem` events and exit code 1, what
 * fails on a host is a result. Abort `signal` to stop gently (remote commands are stopped, `always` sections
 * run), then `stopNow` to stop at once.
 *
 * @example
 * const report = await run({ playbooks: ['site.yml'], inventory: 'hosts.ini', onEvent: console.log });
 * process.exitCode = report.exitCode; // 0 done, 1 bad input, 2 failed, 4 unreachable, 6 both, 130 stopped
 */
export async function run(options: RunOptions): Promise<RunReport> {
  const place = options.place ?? (options.phase === 'production' ? await placeInImages(options) : undefined);
  return runPlaybooks({ ...withModules(options), ...(place ? { place } : {}) });
}

/**
 * What playbooks hold (`--list-tasks`, `--list-tags`) and what a run would refuse (`--syntax-check`), without
 * touching a host.
 * @example const { plays, problems } = await listPlaybooks({ playbooks: ['site.yml'] });
 */
export const listPlaybooks = (options: RunOptions): Promise<PlaybookList> => listThem(withModules(options));

function withModules(options: RunOptions): EngineOptions {
  const registry = options.registry ?? createRegistry(modules, [goldenImage, ...(options.modules ?? [])]);
  return { ...options, registry, rolesPath: [...(options.rolesPath ?? []), path.join(packageRoot, 'roles')] };
}

/**
 * Renders text as a Jinja2 template, the way a playbook's value is rendered.
 * @throws TsplayError with the position of an undefined variable or a syntax error
 * @example render('{{ [1, 2] | sum }}', {}) // 3
 */
export function render(text: string, vars: Dict | NonNullable<RunOptions['extraVars']> = {}): Value {
  return new Templar({ variables: extraVarsOf(vars) }).render(trustText(text));
}
