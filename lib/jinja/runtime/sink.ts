import { PyObject } from '../python/py-object.js';
import { pyStr } from '../python/repr.js';

/** Where output goes: text, or with `nodes` the values one by one. */
export class Sink {
  text = '';

  /** @param isLive the nodes are those of a whole template, which Ansible prints as they come when there are several */
  constructor(
    public nodes?: unknown[],
    public isLive = false,
  ) {}

  /** Takes one node. What can change later is printed now, unless it may be all there is. */
  push(nodes: unknown[], value: unknown): void {
    if (this.isLive && nodes.length > 0) {
      if (nodes.length === 1) nodes[0] = printed(nodes[0]);
      nodes.push(printed(value));
    } else nodes.push(value);
  }
}

const printed = (value: unknown): unknown =>
  Array.isArray(value) || value instanceof Map || value instanceof Set || value instanceof PyObject
    ? pyStr(value)
    : value;
