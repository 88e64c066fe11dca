import { dirname, resolve } from 'node:path';

import { isDict, type Dict, type Value } from '../core/value.js';
import type { Play } from '../playbook/types.js';
import { loadYamlFile, toValue } from '../yaml/index.js';

import type { Run } from './context.js';
import { magicNames } from './magic.js';
import { namesOfPlays } from './names-of-plays.js';

/** Every name that some host, some play or the run itself gives a value; facts besides. */
export function knownNames(run: Run, plays: readonly Play[]): ReadonlySet<string> {
  const names = namesOfPlays(plays);
  const add = (keys: Iterable<Value>): void => {
    for (const key of keys) if (typeof key === 'string') names.add(key);
  };
  add([...magicNames(), ...always, ...run.extraVars.keys()]);
  for (const play of plays) add(varsOfFiles(play)?.keys() ?? []);
  for (const host of [...run.inventory.hostNames(), 'localhost']) {
    for (const layer of run.inventory.layersOf(host)) add(layer.names.keys());
    add(run.settings.factCache.get(host)?.keys() ?? []);
  }
  return names;
}

/** Names that no file of the user's defines. */
const always = ['item', 'omit', 'environment', 'self', 'caller', 'varargs', 'kwargs', 'loop', 'super'];

/** What `vars_files` of a play hold; undefined when that cannot be told: a name that is a template, a file that is missing or encrypted. */
export function varsOfFiles(play: Play): Dict | undefined {
  const all: Dict = new Map();
  const written = play.keywords.get('vars_files')?.value ?? [];
  for (const name of Array.isArray(written) ? written : [written]) {
    const vars = typeof name === 'string' ? varsOf(dirname(play.file), name) : undefined;
    if (!vars) return undefined;
    for (const [key, value] of vars) all.set(key, value);
  }
  return all;
}

function varsOf(dir: string, name: string): Dict | undefined {
  for (const path of [resolve(dir, 'vars', name), resolve(dir, name)]) {
    try {
      const [document] = loadYamlFile(path);
      const value = document ? toValue(document.root) : undefined;
      if (value !== undefined && isDict(value)) return value;
    } catch {
      continue;
    }
  }
  return undefined;
}
