import { isDict, type Dict, type Value } from '../core/value.js';
import {
  defineModule,
  makeResult,
  runModule,
  type Module,
  type ModuleContext,
  type Result,
} from '../module/index.js';
import { pythonText } from '../schema/index.js';
import { combineDicts } from '../template/index.js';

import { truthy } from './outcome.js';
import { argsWithDefaults } from './render-args.js';
import type { TaskAtHost } from './run-at-host.js';

/** `ansible_facts_modules`, or the setting of that name: what gather_facts runs in place of setup. */
export async function factsModule(at: TaskAtHost, name: string): Promise<Module | undefined> {
  const { registry, config } = at.flow.playRun.run.settings;
  if (registry.shortName(name) !== 'gather_facts' || isOwn(registry.names(), name)) return undefined;
  const asked = at.templar.variable('ansible_facts_modules') ?? (config.get('FACTS_MODULES') as Value);
  const names = listOf(asked).map((one) => (one === 'smart' ? 'setup' : pythonText(one).trim()));
  if (names.every((one) => registry.shortName(one) === 'setup')) return undefined;
  const modules = await Promise.all(names.map((one) => registry.find(one, at.task.at)));
  return defineModule({
    name: 'gather_facts',
    summary: `Facts of ${names.join(', ')}`,
    args: {},
    open: true,
    returns: {},
    run: async (_args, ctx, extra) => gather(at, modules, ctx, new Map<Value, Value>(extra)),
  });
}

// a user's own gather_facts in library/ is just a module
const isOwn = (names: readonly string[], name: string): boolean => names.includes(name);

const listOf = (value: Value): readonly Value[] =>
  Array.isArray(value) ? value : pythonText(value).split(',');

/** One after the other; dicts are merged, to lists is appended, and of other values the last stands. */
async function gather(
  at: TaskAtHost,
  modules: readonly Module[],
  ctx: ModuleContext,
  given: Dict,
): Promise<Result> {
  let facts: Dict = new Map();
  const failed: Dict = new Map();
  for (const module of modules) {
    const result = await runModule(module, argsFor(at, module, given), ctx);
    const found = result.get('ansible_facts');
    if (truthy(result.get('failed'))) failed.set(module.name, result);
    else if (isDict(found)) facts = combineDicts(facts, found, true, 'append_rp');
  }
  const all = new Map([...facts, ['_ansible_facts_gathered', true]] as [Value, Value][]);
  if (failed.size === 0) return makeResult({ changed: false, ansible_facts: all });
  const msg = `The following modules failed to execute: ${[...failed.keys()].map(pythonText).join(', ')}\n`;
  return makeResult({ changed: false, ansible_facts: all, failed: true, msg, failed_modules: failed });
}

const ofSetup = new Set(['gather_subset', 'gather_timeout', 'filter']);

const argsFor = (at: TaskAtHost, module: Module, given: Dict): Dict => {
  const own = [...given].filter(
    ([name]) => name !== 'parallel' && (module.name === 'setup' || !ofSetup.has(pythonText(name))),
  );
  return argsWithDefaults(at, at.templar, module.name, new Map(own));
};
