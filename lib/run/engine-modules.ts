import type { Config } from '../config/index.js';
import type { Module, Registry } from '../module/index.js';
import { bool } from '../schema/index.js';

import { makeAsyncStatus } from './async-status.js';
import type { RunningJob } from './run-async.js';
import { validateArgumentSpec } from './validate-argument-spec.js';

export const parallel = bool({ doc: 'Modules of facts at the same time; here they go one after the other' });

const withParallel = (setup: Module): Module => ({ ...setup, args: { ...setup.args, parallel } });

/** The registry with the modules that belong to the engine, where it has none of that name. */
export function withEngineModules(
  registry: Registry,
  jobs: Map<string, RunningJob>,
  config: Config,
): Registry {
  const own = new Map<string, Module>(
    [makeAsyncStatus(jobs, () => config), validateArgumentSpec].map((module) => [module.name, module]),
  );
  const ownOf = (name: string): Module | undefined =>
    registry.has(name) ? undefined : own.get(registry.shortName(name));
  const isGathering = (name: string): boolean =>
    !registry.has(name) && registry.shortName(name) === 'gather_facts';
  return {
    ...registry,
    has: (name) => registry.has(name) || own.has(registry.shortName(name)) || isGathering(name),
    isForeign: (name) => !own.has(registry.shortName(name)) && !isGathering(name) && registry.isForeign(name),
    names: () => [...new Set([...registry.names(), ...own.keys()])].sort(),
    find: async (name, at) => {
      if (isGathering(name)) return withParallel(await registry.find('setup', at));
      return ownOf(name) ?? registry.find(name, at);
    },
  };
}
