import { trustText, type Value } from '../core/value.js';
import type { YamlNode, YamlScalar } from './types.js';

/** The value of a node of a user's file: its text may be a template, unless it is `!unsafe`. */
export function toValue(node: YamlNode): Value {
  return convert(node, trustedScalar, new Map());
}

/** The value of a node of text that is only data (`from_yaml`, a host's answer): all strings stay strings. */
export function toPlainValue(node: YamlNode): Value {
  return convert(node, (scalar) => scalar.value, new Map());
}

const trustedScalar = ({ value, at, unsafe }: YamlScalar): Value =>
  typeof value === 'string' && !unsafe ? trustText(value, at) : value;

// what an alias refers to is one object, as in Python
function convert(node: YamlNode, scalar: (node: YamlScalar) => Value, done: Map<YamlNode, Value>): Value {
  if (node.kind === 'scalar') return scalar(node);
  const known = done.get(node);
  if (known !== undefined) return known;
  const value: Value =
    node.kind === 'list'
      ? node.items.map((item) => convert(item, scalar, done))
      : new Map(node.entries.map((entry) => [entry.key, convert(entry.value, scalar, done)]));
  done.set(node, value);
  return value;
}
