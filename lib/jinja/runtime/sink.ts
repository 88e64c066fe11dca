/** Where output goes: text, or with `nodes` the values one by one. */
export class Sink {
  text = '';
  nodes: unknown[] | undefined;

  constructor(nodes?: unknown[]) {
    this.nodes = nodes;
  }
}
