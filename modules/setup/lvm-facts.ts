import type { Json } from '../../lib/core/json.js';
import type { Said } from './frames.js';

/** lvm: volume groups, logical and physical volumes with their sizes in GiB; `N/A` where LVM's programs are not. */
export function lvmFacts(said: Said): Json {
  if (!said.has('vgs')) return 'N/A';
  const table = (key: string, fact: (fields: readonly string[]) => Json): Json =>
    Object.fromEntries(
      said
        .raw(key)
        .split('\n')
        .map((line) => line.trim().split(','))
        .filter((fields) => fields.length > 1)
        .map((fields) => [fields[0]!, fact(fields)]),
    );
  const at = (fields: readonly string[], index: number): string => fields.at(index) ?? '';
  return {
    vgs: table('vgs', (f) => ({
      size_g: at(f, -2),
      free_g: at(f, -1),
      num_lvs: at(f, 2),
      num_pvs: at(f, 1),
    })),
    lvs: table('lvs', (f) => ({ size_g: at(f, 3), vg: at(f, 1) })),
    pvs: table('pvs', (f) => ({ size_g: at(f, 4), free_g: at(f, 5), vg: at(f, 1) })),
  };
}
