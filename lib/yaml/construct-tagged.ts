import { Tuple, type Value } from '../core/value.js';
import { shortTag } from './resolve-scalar.js';
import { toPlainValue } from './to-value.js';
import type { YamlNode } from './types.js';

/**
 * The value of a tagged mapping or list: `!!set`, `!!omap`, `!!pairs`.
 *
 * @throws RangeError when the node does not fit its tag
 */
export function constructTagged(tag: string, node: YamlNode): YamlNode {
  const construct = constructors[tag.replace('tag:yaml.org,2002:', '')];
  if (!construct) throw new RangeError(`the tag ${shortTag(tag)} is not known`);
  return { kind: 'scalar', value: construct(node), at: node.at, style: 'computed' };
}

const constructors: Record<string, (node: YamlNode) => Value> = {
  set: readSet,
  omap: readPairs,
  pairs: readPairs,
};

function readSet(node: YamlNode): Value {
  if (node.kind !== 'map') throw new RangeError('!!set takes a mapping');
  return new Set(node.entries.map((entry) => entry.key));
}

function readPairs(node: YamlNode): Value {
  if (node.kind !== 'list') throw new RangeError('expected a list of mappings with one key each');
  return node.items.map((item) => {
    if (item.kind !== 'map' || item.entries.length !== 1)
      throw new RangeError('expected mappings with one key each');
    const { key, value } = item.entries[0]!;
    return Tuple.from([key, toPlainValue(value)]);
  });
}
