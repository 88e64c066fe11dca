import { trustText, type Dict, type Value } from '../core/value.js';
import type { Json } from '../core/json.js';

import { memoryFactCache } from './fact-cache.js';
import { freeFormOf } from './make-loader.js';
import { vaultCipher } from './vault-cipher.js';
import type { EngineOptions, RunOptions, RunSettings } from './options.js';

/** The options with every default in. */
export function settingsOf(options: EngineOptions, playbookDir: () => string): RunSettings {
  return {
    tags: { only: options.tags ?? [], skip: options.skipTags ?? [] },
    check: options.check ?? false,
    diff: options.diff ?? false,
    forks: Math.max(1, options.forks ?? 20),
    verbosity: options.verbosity ?? 0,
    phase: options.phase ?? 'dev',
    limit: options.limit,
    startAtTask: options.startAtTask,
    step: options.step,
    forceHandlers: options.forceHandlers,
    injectFacts: options.injectFacts ?? true,
    gathering: options.gathering ?? 'implicit',
    registry: options.registry,
    templating: { vault: vaultCipher, ...options.templating },
    unvault: options.unvault ?? ((content) => content),
    decryptVault: options.decryptVault,
    ask: options.ask,
    factCache: options.factCache ?? memoryFactCache(),
    configFile: options.configFile,
    rolesPath: options.rolesPath ?? [],
    takesText: (module) => freeFormOf(options.registry, module) !== undefined,
    playbookDir,
  };
}

/** Text given by a library user is trusted like the command line's: it may be a template. */
export function extraVarsOf(given: RunOptions['extraVars']): Dict {
  if (given instanceof Map) return given;
  return new Map(Object.entries(given ?? {}).map(([name, value]) => [name, valueOf(value)]));
}

function valueOf(json: Json): Value {
  if (typeof json === 'string') return trustText(json);
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return (json as readonly Json[]).map(valueOf);
  return new Map(Object.entries(json).map(([key, value]) => [key, valueOf(value)]));
}
