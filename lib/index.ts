import { trustText, type Dict, type Value } from './core/value.js';
import type { RunOptions } from './run/options.js';
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
export { matchHosts } from './inventory/match-hosts.js';
export { defineModule, type Module, type ModuleContext, type Result } from './module/index.js';
export * as fields from './schema/index.js';
export {
  createAnsibleReporter,
  createChromeTrace,
  createJsonlReporter,
  createMinimalReporter,
  createOnelineReporter,
  createTerminalReporter,
  createTreeReporter,
  formatDuration,
  type Output,
  type Reporter,
  type ReporterOptions,
} from './report/index.js';
export type { ListedPlay, ListedTask, PlaybookList } from './run/list-playbooks.js';
export { jsonFileFactCache, memoryFactCache, type FactCache } from './run/fact-cache.js';
export { everyHostLive, type PhasePlace, type Place } from './run/phase.js';
export { listPlaybooks } from './list-playbooks.js';
export { playbookSchema } from './playbook-schema.js';
export { run } from './run.js';
export { adhocName, adhocPlaybook, type AdhocTask } from './run/adhoc-playbook.js';
export { Secrets } from './run/secrets.js';
export type { PlaybookText, RunOptions, RunReport } from './run/options.js';
export type { HostKeyQuestion } from './connect/ssh/host-key-question.js';
export { findImages, type FoundImage } from './find-images.js';
export type { InventoryOptions } from './inventory-variables.js';
/** Golden images: generations, checks, publishing. */
export * as images from './image/index.js';
/** The virtual cluster. */
export * as lab from './lab/index.js';

/**
 * Renders text as a Jinja2 template, the way a playbook's value is rendered.
 * @throws TsplayError with the position of an undefined variable or a syntax error
 * @example render('{{ [1, 2] | sum }}', {}) // 3
 */
export function render(text: string, vars: Dict | NonNullable<RunOptions['extraVars']> = {}): Value {
  return new Templar({ variables: extraVarsOf(vars) }).render(trustText(text));
}
