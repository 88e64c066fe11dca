import { homedir } from 'node:os';

import { TsplayError } from '../core/problem.js';
import { PyFloat, trustText, type Dict, type Value } from '../core/value.js';
import { expandPath, loadConfig, type Config } from '../config/index.js';
import type { Json } from '../core/json.js';

import { jsonFileFactCache, memoryFactCache, type FactCache } from './fact-cache.js';
import { isDebugStrategy } from './goes-alone.js';
import { freeFormOf } from './make-loader.js';
import type { YamlOptions } from '../yaml/index.js';
import { vaultCipher } from './vault-cipher.js';
import type { EngineOptions, RunOptions, RunSettings } from './options.js';

/** The options with every default in. */
export function settingsOf(options: EngineOptions, playbookDir: () => string): RunSettings {
  const config = configOf(options);
  const gathering = options.gathering ?? config.text('DEFAULT_GATHERING')?.toLowerCase();
  return {
    tags: { only: options.tags ?? [], skip: options.skipTags ?? [] },
    check: options.check ?? false,
    diff: options.diff ?? false,
    maxDiffSize: config.number('MAX_FILE_SIZE_FOR_DIFF') ?? 0,
    forks: Math.max(
      1,
      options.forks ?? (config.isSet('DEFAULT_FORKS') ? config.number('DEFAULT_FORKS')! : 20),
    ),
    verbosity: options.verbosity ?? 0,
    phase: options.phase ?? 'dev',
    limit: options.limit,
    tellArguments: options.tellArguments ?? false,
    startAtTask: options.startAtTask,
    step: options.step,
    forceHandlers: options.forceHandlers ?? (config.bool('DEFAULT_FORCE_HANDLERS') || undefined),
    injectFacts: options.injectFacts ?? config.bool('INJECT_FACTS_AS_VARS'),
    gathering: gathering as RunSettings['gathering'],
    sendAlong: (options.sendAlong ?? true) && !debugs(config),
    onSpan: options.onSpan,
    registry: options.registry,
    templating: { vault: vaultCipher, ...templatingOf(config), ...options.templating },
    unvault: options.unvault ?? ((content) => content),
    yaml: {
      duplicateKeys: duplicateKeysOf(config),
      ...(options.decryptVault && { decrypt: options.decryptVault }),
    },
    ask: options.ask,
    pause: options.pause,
    debugger: options.debugger,
    hashBehaviour: hashBehaviourOf(options),
    privateRoleVars: config.bool('DEFAULT_PRIVATE_ROLE_VARS'),
    factCache: options.factCache ?? factCacheOf(config),
    config,
    configFile: options.configFile ?? config.file,
    rolesPath: [...config.list('DEFAULT_ROLES_PATH'), ...(options.rolesPath ?? [])],
    collectionsPath: [...config.list('COLLECTIONS_PATHS'), ...(options.collectionsPath ?? [])],
    takesText: (module) => freeFormOf(options.registry, module) !== undefined,
    playbookDir,
  };
}

// then a person may want to see how each task ended
const debugs = (config: Config): boolean =>
  config.bool('ENABLE_TASK_DEBUGGER') || isDebugStrategy(config.text('DEFAULT_STRATEGY'));

/** What a key written twice is: an error, unless a setting says otherwise. */
export const duplicateKeysOf = (config: Config | undefined): NonNullable<YamlOptions['duplicateKeys']> =>
  config?.isSet('DUPLICATE_YAML_DICT_KEY')
    ? (config.text('DUPLICATE_YAML_DICT_KEY') as NonNullable<YamlOptions['duplicateKeys']>)
    : 'error';

export const hashBehaviourOf = ({
  hashBehaviour,
  config,
}: {
  readonly hashBehaviour?: RunOptions['hashBehaviour'] | undefined;
  readonly config?: Config | undefined;
}): RunSettings['hashBehaviour'] =>
  hashBehaviour ??
  ((config ?? unconfigured()).text('DEFAULT_HASH_BEHAVIOUR') === 'merge' ? 'merge' : 'replace');

/** Without a configuration of its own a run is as if nothing was configured. */
export const configOf = ({ config }: Pick<RunOptions, 'config'>): Config => config ?? unconfigured();

let plainConfig: Config | undefined;
const unconfigured = (): Config => (plainConfig ??= loadConfig({ env: {}, cwd: '/', home: '/', file: null }));

function templatingOf(config: Config): RunSettings['templating'] {
  return {
    native: config.bool('DEFAULT_JINJA2_NATIVE'),
    undefinedAsText: !config.bool('DEFAULT_UNDEFINED_VAR_BEHAVIOR'),
    extensions: (['do', 'loopcontrols'] as const).filter((name) =>
      config.list('DEFAULT_JINJA2_EXTENSIONS').includes(`jinja2.ext.${name}`),
    ),
    ...(config.isSet('STRING_TYPE_FILTERS') && { textFilters: config.list('STRING_TYPE_FILTERS') }),
    nullAs: config.isSet('DEFAULT_NULL_REPRESENTATION')
      ? (config.text('DEFAULT_NULL_REPRESENTATION') ?? '')
      : undefined,
    ansibleManaged: config.text('DEFAULT_MANAGED_STR') ?? '',
  };
}

function factCacheOf(config: Config): FactCache {
  const name = config.text('CACHE_PLUGIN')?.replace(/^ansible\.builtin\./, '');
  const dir = config.text('CACHE_PLUGIN_CONNECTION');
  if (name !== 'jsonfile' && name !== 'yaml') return memoryFactCache();
  if (dir === undefined)
    throw new TsplayError({
      code: 'bad-setting',
      message: `fact_caching = ${name} needs the directory of the facts in fact_caching_connection`,
    });
  return jsonFileFactCache(
    expandPath(dir, process.cwd(), homedir()),
    config.number('CACHE_PLUGIN_TIMEOUT') ?? 0,
    config.isSet('CACHE_PLUGIN_PREFIX') ? (config.text('CACHE_PLUGIN_PREFIX') ?? '') : '',
  );
}

/** Text given by a library user is trusted like the command line's: it may be a template. */
export function extraVarsOf(given: RunOptions['extraVars']): Dict {
  if (given instanceof Map) return given;
  return new Map(Object.entries(given ?? {}).map(([name, value]) => [name, valueOf(value)]));
}

function valueOf(json: Json): Value {
  if (typeof json === 'string') return trustText(json);
  if (json === null || typeof json !== 'object' || json instanceof PyFloat) return json;
  if (Array.isArray(json)) return (json as readonly Json[]).map(valueOf);
  return new Map(Object.entries(json).map(([key, value]) => [key, valueOf(value)]));
}
