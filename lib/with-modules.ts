import path from 'node:path';
import { modules } from '../modules/index.js';
import { createRegistry, type ModuleTable } from './module/index.js';
import { packageRoot } from './package-root.js';
import type { EngineOptions, RunOptions } from './run/options.js';

/** The options of a library user with every module and role that comes with tsplay. */
export function withModules(options: RunOptions): EngineOptions {
  const registry = options.registry ?? createRegistry(table, options.modules);
  return { ...options, registry, rolesPath: [...(options.rolesPath ?? []), path.join(packageRoot, 'roles')] };
}

const table: ModuleTable = {
  ...modules,
  golden_image: {
    load: async () => ({ module: (await import('./image/golden-image.js')).goldenImage }),
  },
};
