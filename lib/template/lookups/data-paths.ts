import type { Value } from '../../core/value.js';
import type { Lookup } from '../templar.js';

// what the filter of that name answers for the first term, always as a list
const asFilter =
  (name: string): Lookup =>
  ({ terms: [value = null, ...rest], options, templar }) =>
    templar
      .with(
        new Map<Value, Value>([
          ['_value', value],
          ['_rest', rest],
          ['_options', new Map([...options, ['wantlist', true]])],
        ]),
      )
      .evaluate(`_value | ansible.utils.${name}(*_rest, **_options)`) as Value[];

/** ansible.utils: values by their path in nested data, as lookups. */
export const dataPathLookups: Readonly<Record<string, Lookup>> = {
  get_path: asFilter('get_path'),
  to_paths: asFilter('to_paths'),
  index_of: asFilter('index_of'),
};
