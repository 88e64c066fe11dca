import { ansibleEnvironment } from './engine.js';
import { lookups } from './lookups/index.js';

export const pluginTypes = ['filter', 'test', 'lookup'] as const;
export type PluginType = (typeof pluginTypes)[number];

/** The names of every filter, test or lookup that templates know, sorted. */
export function pluginNames(type: PluginType): readonly string[] {
  const environment = ansibleEnvironment('text');
  const names: Readonly<Record<PluginType, () => Iterable<string>>> = {
    filter: () => environment.filters.keys(),
    test: () => environment.tests.keys(),
    lookup: () => Object.keys(lookups),
  };
  return [...names[type]()].sort();
}
