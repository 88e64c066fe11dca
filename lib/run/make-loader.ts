import type { Registry } from '../module/index.js';
import { createLoader } from '../playbook/index.js';
import type { Loader, Play } from '../playbook/types.js';
import { lookups, Templar } from '../template/index.js';

import type { Run } from './context.js';
import { ifKnown } from './if-known.js';
import type { ModuleLibrary } from './module-library.js';
import type { RunSettings } from './options.js';
import { playScope } from './play-vars.js';
import { layersOf, writtenLayer, type Layer } from './scope.js';
import { scopeBeforeRun } from './scope-of.js';
import { VarsFiles } from './vars-files.js';

/** The loader of playbooks, told what only the engine knows: modules, and values for names of imported files. */
export function makeLoader(settings: RunSettings, run: () => Run, library?: ModuleLibrary): Loader {
  const { registry, templating, yaml, rolesPath } = settings;
  return createLoader({
    rolesPath,
    collectionsPath: settings.collectionsPath,
    isModule: (name) => registry.has(name) || registry.isForeign(name),
    moduleNames: () => registry.names(),
    addLibrary: (directory) => library?.add(directory),
    lookupNames: () => Object.keys(lookups),
    rawParamOptions: (name) => freeFormOf(registry, name),
    renderStatic: (value, place) => {
      const variables = scopeBeforeRun(run(), place, place.play ? varsOfPlay(run(), place.play) : []);
      return new Templar({ ...templating, variables }).render(value);
    },
    allowsIdleKeywords: !settings.config.bool('INVALID_TASK_ATTRIBUTE_FAILED'),
    yaml,
  });
}

const playLayers = new WeakMap<Play, readonly Layer[]>();

/** `vars_files` that are there and `vars:`; a prompt has not been answered yet. */
function varsOfPlay(run: Run, play: Play): readonly Layer[] {
  const made = playLayers.get(play);
  if (made) return made;
  const own = layersOf([writtenLayer('play vars', play.vars)]);
  const layers = [...knownFiles(run, play, own), ...own];
  playLayers.set(play, layers);
  return layers;
}

/** The play says what is missing when its turn comes: an earlier one may write the file. */
const knownFiles = (run: Run, play: Play, own: readonly Layer[]): readonly Layer[] =>
  ifKnown(() => new VarsFiles(run, play, playScope(run, own)).known) ?? [];

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
