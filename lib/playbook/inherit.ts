import type { Keyword, Parent, Step } from './types.js';

/** The nearest written value of a keyword, from the step outwards to the play; Ansible's ordinary inheritance. */
export function inherited(step: Step, name: string): Keyword | undefined {
  for (const node of chain(step)) {
    const keyword = node.keywords.get(name);
    if (keyword) return keyword;
  }
  return undefined;
}

/** Every written value of a keyword from the play inwards to the step: `when`, `tags`, `environment`, `vars`, `module_defaults`. */
export function gathered(step: Step, name: string): Keyword[] {
  const found: Keyword[] = [];
  for (const node of chain(step)) {
    const keyword = node.keywords.get(name);
    if (keyword) found.unshift(keyword);
  }
  return found;
}

/** The step and everything it hangs below, innermost first. */
export function* chain(step: Parent): Generator<Parent> {
  let node: Parent | undefined = step;
  while (node) {
    yield node;
    node = node.kind === 'play' ? undefined : node.parent;
  }
}
