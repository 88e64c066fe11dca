import type { Dict } from '../core/value.js';
import type { Registry } from '../module/index.js';
import { createLoader } from '../playbook/index.js';
import type { Loader } from '../playbook/types.js';
import { lookups, Templar } from '../template/index.js';

import type { ModuleLibrary } from './module-library.js';
import type { RunSettings } from './options.js';

/** The loader of playbooks, told what only the engine knows: modules, and values for names of imported files. */
export function makeLoader(settings: RunSettings, extraVars: Dict, library?: ModuleLibrary): Loader {
  const { registry, templating, yaml, rolesPath } = settings;
  return createLoader({
    rolesPath,
    collectionsPath: settings.collectionsPath,
    isModule: (name) => registry.has(name) || registry.isForeign(name),
    moduleNames: () => registry.names(),
    addLibrary: (directory) => library?.add(directory),
    lookupNames: () => Object.keys(lookups),
    rawParamOptions: (name) => freeFormOf(registry, name),
    renderStatic: (value, vars) =>
      new Templar({ ...templating, variables: new Map([...vars, ...extraVars]) }).render(value),
    yaml,
  });
}

/** `include_vars: file.yml`. */
const ownFreeForm: Readonly<Record<string, readonly string[]>> = {
  include_vars: [
    'file',
    'dir',
    'name',
    'depth',
    'files_matching',
    'ignore_files',
    'extensions',
    'ignore_unknown_extensions',
    'hash_behaviour',
  ],
};

export const freeFormOf = (registry: Registry, name: string): readonly string[] | undefined =>
  registry.freeFormOptions(name) ?? ownFreeForm[registry.shortName(name)];
