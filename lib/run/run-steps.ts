import type { Block, Step } from '../playbook/types.js';

import { signalOf, type Flow } from './flow.js';
import type { PlayHost } from './host.js';
import { finishRole, withoutDone } from './role-once.js';
import { runTask } from './run-task.js';

/**
 * Runs steps for hosts that go in step with each other: every host is through a step before the next one
 * begins. A host that fails or leaves runs none of the rest; a free strategy calls this with one host.
 */
export async function runSteps(
  flow: Flow,
  steps: readonly Step[],
  hosts: readonly PlayHost[],
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const alive = hosts.filter((host) => host.alive);
    if (signalOf(flow).aborted) interrupt(alive);
    if (alive.length === 0 || signalOf(flow).aborted) break;
    if (step.kind === 'block') await runBlock(flow, step, alive);
    else await runTask({ ...flow, following: { steps, index } }, step, alive);
  }
  for (const host of hosts) await host.along?.drop();
}

function interrupt(hosts: readonly PlayHost[]): void {
  for (const host of hosts) host.failing = { interrupted: true };
}

/** Hosts that fail in the block go through `rescue` together, then all that are left through `always`. */
async function runBlock(flow: Flow, block: Block, candidates: readonly PlayHost[]): Promise<void> {
  const hosts = withoutDone(flow.playRun, block, candidates);
  const rescuable = flow.rescuable || block.rescue.length > 0;
  await runSteps({ ...flow, rescuable }, block.block, hosts);
  if (block.rescue.length > 0) await runRescue(flow, block, hosts);
  if (block.always.length > 0) await runAlways(flow, block, hosts);
  finishRole(flow.playRun, block, hosts);
}

async function runRescue(flow: Flow, block: Block, hosts: readonly PlayHost[]): Promise<void> {
  const failed = hosts.filter((host) => host.left === undefined && host.failing?.task !== undefined);
  for (const host of failed) {
    flow.playRun.removed.delete(host.name);
    host.failing = undefined;
  }
  await runSteps(flow, block.rescue, failed);
}

async function runAlways(flow: Flow, block: Block, hosts: readonly PlayHost[]): Promise<void> {
  const present = hosts.filter((host) => host.left === undefined);
  const before = present.map((host) => host.failing);
  for (const host of present) host.failing = undefined;
  await runSteps({ ...flow, cleanup: true }, block.always, present);
  present.forEach((host, i) => (host.failing ??= host.forgiven ? undefined : before[i]));
}
