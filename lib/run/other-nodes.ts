import type { HostState } from './host.js';
import type { Templar } from '../template/index.js';

import type { PlayRun } from './context.js';
import type { TaskAtHost } from './run-at-host.js';
import { templarFor } from './templar-for.js';

/** A node that boots the image which a host stands for, and what a task would see there. */
export interface OtherNode {
  readonly name: string;
  readonly state: HostState;
  readonly templar: Templar;
}

/** The nodes that the host of a task stands for, besides itself; none outside of an image. */
export function otherNodes(at: TaskAtHost): readonly OtherNode[] {
  const { playRun } = at.flow;
  return statesBehind(playRun, at.host.name).map((state) => ({
    name: state.name,
    state,
    templar: templarFor({ run: playRun.run, host: state, playRun, task: at.task }).with(at.loopVars),
  }));
}

/** What is learned in an image is known of all its nodes. */
export const statesBehind = ({ run, standsFor }: PlayRun, host: string): readonly HostState[] =>
  (standsFor.get(host)?.slice(1) ?? []).map((name) => run.hostState(name));
