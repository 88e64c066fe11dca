import { setTimeout as sleep } from 'node:timers/promises';
import { TsplayError } from '../core/problem.js';
import { BootProgress } from './boot-progress.js';
import { isFurther } from './console-stage.js';
import { lastPower } from './machine.js';
import { nodeStatus } from './node-status.js';
import { needNode, needPlan } from './plan.js';
import { serverHints } from './server-hints.js';
import type { LabNode, LabPlan, NodeStatus, OnLabEvent, Stage } from './types.js';

export interface WaitOptions {
  /** Milliseconds over all stages; half an hour unless told. */
  readonly timeoutMs?: number;
  /** Seconds a stage may take, instead of `stageLimits`. */
  readonly limits?: Partial<Record<Stage, number>>;
  readonly onEvent?: OnLabEvent;
  readonly signal?: AbortSignal;
}

/**
 * Waits until the node has reached `stage` and tells every stage on the way.
 * A node that stays in a stage too long, or boots again and again, is a `node-stuck` problem, which names the stage
 * and what to look at.
 *
 * @example await waitForNode('/tmp/lab', 'node1', 'ssh', { onEvent: (event) => console.log(event) });
 */
export async function waitForNode(
  dir: string,
  name: string,
  stage: Stage,
  options: WaitOptions = {},
): Promise<NodeStatus> {
  const plan = needPlan(dir);
  const node = needNode(plan, name);
  const began = lastPower(plan, node).at || Date.now();
  const end = Date.now() + (options.timeoutMs ?? 1_800_000);
  const progress = new BootProgress(options.limits);
  for (;;) {
    const now = await nodeStatus(plan, node);
    for (const one of progress.see(now)) tell(options.onEvent, now, one, began);
    if (!isFurther(stage, now.stage)) return now;
    const why = progress.stuck(now) ?? (Date.now() > end ? `got no further than '${now.stage}'` : undefined);
    if (why !== undefined) throw await stuck(plan, node, now.stage, why);
    await sleep(500, undefined, options.signal ? { signal: options.signal } : {});
  }
}

function tell(onEvent: OnLabEvent | undefined, now: NodeStatus, stage: Stage, began: number): void {
  onEvent?.({
    type: 'progress',
    host: now.node.name,
    stage,
    ...(now.trouble ? { detail: now.trouble } : {}),
    elapsedMs: Date.now() - began,
  });
}

async function stuck(plan: LabPlan, node: LabNode, stage: Stage, why: string): Promise<TsplayError> {
  const hints = await serverHints(plan, node, stage);
  return new TsplayError({
    code: 'node-stuck',
    message: `${node.name} ${why}`,
    hint: [...hints, `tsplay lab console ${node.name} shows all it said`].join('; '),
  });
}
