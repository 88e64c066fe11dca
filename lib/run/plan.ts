import { TemplateString } from '../core/value.js';
import { chain } from '../playbook/inherit.js';
import type { Keyword, Parent, Play, Role, Step } from '../playbook/types.js';

import { layer, layersOf, type Layer } from './scope.js';

/** What can be known of a task from the text alone; made once and kept, so that a task at a host costs little. */
export interface TaskPlan {
  readonly play: Play;
  /** Conditions from the play inwards. */
  readonly when: readonly Keyword[];
  /** `vars:` of the task and its blocks, innermost first. */
  readonly varLayers: readonly Layer[];
  /** `vars:` of includes and imports the task stands in, innermost first. */
  readonly includeLayers: readonly Layer[];
  readonly tags: readonly Keyword[];
  /** Values of a keyword, innermost first. */
  written(name: string): readonly Keyword[];
}

const plans = new WeakMap<Step, TaskPlan>();

export function planOf(step: Step): TaskPlan {
  let plan = plans.get(step);
  if (!plan) plans.set(step, (plan = makePlan(step)));
  return plan;
}

function makePlan(step: Step): TaskPlan {
  const nodes = [...chain(step)];
  const own = nodes.filter((node) => node === step || node.kind !== 'task');
  const found = new Map<string, readonly Keyword[]>();
  const written = (name: string): readonly Keyword[] => {
    let list = found.get(name);
    if (!list) {
      list = own.map((node) => node.keywords.get(name)).filter((keyword) => keyword !== undefined);
      found.set(name, list);
    }
    return list;
  };
  return {
    play: nodes.at(-1) as Play,
    when: [...written('when')].reverse(),
    tags: [...written('tags')].reverse(),
    varLayers: layersOf(nodes.filter((node) => !isInclude(node, step)).map(varsOf)),
    includeLayers: layersOf(nodes.filter((node) => isInclude(node, step)).map(varsOf)),
    written,
  };
}

// The vars of a play and of a role's use are levels of their own; those of an include are parameters of everything inside.
function varsOf(node: Parent): Layer | undefined {
  if (node.kind === 'play' || (node.kind === 'block' && node.origin === 'role')) return undefined;
  const isRendered = node.kind === 'block' && node.origin === 'include';
  return layer(node.kind === 'task' ? 'task vars' : 'block vars', node.vars, !isRendered);
}

function isInclude(node: Parent, step: Step): boolean {
  if (node.kind === 'task') return node.dynamic !== undefined || node !== step;
  return (
    node.kind === 'block' &&
    (node.origin === 'import_tasks' || node.origin === 'import_role' || node.origin === 'include')
  );
}

/** The roles whose variables a step sees, nearest first. */
export function roleChain(role: Role | undefined): readonly Role[] {
  return role ? [role, ...role.parents] : [];
}

/** Is there markup in it, so that it can differ from host to host? */
export const isTemplated = (keyword: Keyword): boolean => holdsTemplate(keyword.value);

function holdsTemplate(value: unknown): boolean {
  if (value instanceof TemplateString) return true;
  if (Array.isArray(value)) return value.some(holdsTemplate);
  return value instanceof Map && [...value.values()].some(holdsTemplate);
}
