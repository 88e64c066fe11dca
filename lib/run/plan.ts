import type { Block, Keyword, Parent, Play, Role, Step } from '../playbook/types.js';
import { holdsTemplate } from '../schema/index.js';

import { layer, type Layer } from './scope.js';

/** What can be known of a task from the text alone; made once and kept, so that a task at a host costs little. */
export interface TaskPlan {
  readonly play: Play;
  /** Conditions from the play inwards. */
  readonly when: readonly Keyword[];
  /** `vars:` of the task, of its blocks and of imports, innermost first. */
  readonly varLayers: readonly Layer[];
  /** `vars:` of includes the task stands in, innermost first. */
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
  const outside = aroundOf(step.parent);
  const isInclude = step.kind === 'task' ? step.dynamic !== undefined : isIncluded(step);
  const written = (name: string): readonly Keyword[] =>
    before(step.keywords.get(name), outside.written(name));
  return {
    play: outside.play,
    when: [...written('when')].reverse(),
    tags: [...written('tags')].reverse(),
    ...varsAround(step, isInclude, outside),
    written,
  };
}

/** What all steps in a play, a block or an include have in common. */
type Around = Pick<TaskPlan, 'play' | 'varLayers' | 'includeLayers' | 'written'>;

const arounds = new WeakMap<Parent, Around>();

function aroundOf(node: Parent): Around {
  let around = arounds.get(node);
  if (!around) arounds.set(node, (around = makeAround(node)));
  return around;
}

function makeAround(node: Parent): Around {
  if (node.kind === 'play') {
    const written = (name: string): readonly Keyword[] => before(node.keywords.get(name), []);
    return { play: node, varLayers: [], includeLayers: [], written };
  }
  const outside = aroundOf(node.parent);
  const found = new Map<string, readonly Keyword[]>();
  const written = (name: string): readonly Keyword[] => {
    let list = found.get(name);
    // the keywords of an include are its own
    list ??= before(node.kind === 'task' ? undefined : node.keywords.get(name), outside.written(name));
    found.set(name, list);
    return list;
  };
  const isInclude = node.kind === 'task' || isIncluded(node);
  return { play: outside.play, ...varsAround(node, isInclude, outside), written };
}

const before = <T>(own: T | undefined, outer: readonly T[]): readonly T[] =>
  own === undefined ? outer : [own, ...outer];

type VarsAround = Pick<TaskPlan, 'varLayers' | 'includeLayers'>;

function varsAround(step: Step, isInclude: boolean, { varLayers, includeLayers }: VarsAround): VarsAround {
  const own = varsOf(step);
  return isInclude
    ? { varLayers, includeLayers: before(own, includeLayers) }
    : { varLayers: before(own, varLayers), includeLayers };
}

// The vars of a play and of a role's use are levels of their own; those of an include are parameters of everything inside.
function varsOf(step: Step): Layer | undefined {
  if (step.kind === 'block' && step.origin === 'role') return undefined;
  const isRendered = step.kind === 'block' && step.origin === 'include';
  return layer(step.kind === 'task' ? 'task vars' : 'block vars', step.vars, !isRendered);
}

const isIncluded = ({ origin }: Block): boolean => origin === 'include' || origin === 'old_include';

/** The roles whose variables a step sees, nearest first. */
export function roleChain(role: Role | undefined): readonly Role[] {
  return role ? [role, ...role.parents] : [];
}

/** Is there markup in it, so that it can differ from host to host? */
export const isTemplated = (keyword: Keyword): boolean => holdsTemplate(keyword.value);
