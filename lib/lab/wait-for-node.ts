import { setTimeout as sleep } from 'node:timers/promises';
import { TsplayError } from '../core/problem.js';
import { isFurther } from './console-stage.js';
import { lastPower } from './machine.js';
import { nodeStatus } from './node-status.js';
import { needNode, needPlan } from './plan.js';
import { serverHints } from './server-hints.js';
import type { LabNode, LabPlan, NodeStatus, OnLabEvent, Stage } from './types.js';

/** Seconds a node may stay in a stage before it counts as stuck; software emulation on a busy machine is slow. */
export const stageLimits: Readonly<Record<Stage, number>> = {
  off: 10,
  'power-on': 90,
  dhcp: 60,
  loader: 120,
  kernel: 90,
  initramfs: 120,
  'nfs-root': 60,
  overlay: 90,
  systemd: 300,
  ssh: 0,
};

export interface WaitOptions {
  /** Over all stages; 600 s unless told. */
  readonly timeoutMs?: number;
  readonly limits?: Partial<Record<Stage, number>>;
  readonly onEvent?: OnLabEvent;
  readonly signal?: AbortSignal;
}

/**
 * Waits until the node has reached `stage` and tells every stage on the way.
 * A node that stays in a stage too long is a `node-stuck` problem, which names the stage and what to look at.
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
  const end = Date.now() + (options.timeoutMs ?? 600_000);
  let told: readonly Stage[] = [];
  let since = Date.now();
  for (;;) {
    const now = await nodeStatus(plan, node);
    const news = now.reached.filter((one) => !told.includes(one));
    if (news.length > 0) since = Date.now();
    for (const one of news) tell(options.onEvent, now, one, began);
    told = now.reached;
    if (!isFurther(stage, now.stage)) return now;
    const limit = (options.limits?.[now.stage] ?? stageLimits[now.stage]) * 1000;
    if (Date.now() - since > limit || Date.now() > end)
      throw await stuck(plan, node, now, Date.now() - since);
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

async function stuck(plan: LabPlan, node: LabNode, now: NodeStatus, ms: number): Promise<TsplayError> {
  const hints = await serverHints(plan, node, now.stage);
  const trouble = now.trouble ? `: ${now.trouble}` : '';
  return new TsplayError({
    code: 'node-stuck',
    message: `${node.name} is stuck after stage '${now.stage}' for ${String(Math.round(ms / 1000))} s${trouble}`,
    hint: hints.join('; '),
  });
}
