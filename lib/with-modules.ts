import path from 'node:path';
import { allModules } from './all-modules.js';
import { createRegistry } from './module/index.js';
import { packageRoot } from './package-root.js';
import type { EngineOptions, RunOptions } from './run/options.js';

/** The options of a library user with every module and role that comes with tsplay. */
export function withModules(options: RunOptions): EngineOptions {
  const registry = options.registry ?? createRegistry(allModules, options.modules);
  return { ...options, registry, rolesPath: [...(options.rolesPath ?? []), path.join(packageRoot, 'roles')] };
}
