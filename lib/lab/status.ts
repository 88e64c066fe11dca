import { answersSsh } from './answers-ssh.js';
import { daemonNamed } from './daemon.js';
import { nodeStatus } from './node-status.js';
import { needPlan } from './plan.js';
import type { LabStatus } from './types.js';

/** What runs in the lab, and how far each node is. */
export async function status(dir: string): Promise<LabStatus> {
  const plan = needPlan(dir);
  const running = daemonNamed(plan.dir, 'control') !== undefined;
  const [ssh, nodes] = await Promise.all([
    running && answersSsh(plan.lan.control),
    Promise.all(plan.nodes.map((node) => nodeStatus(plan, node))),
  ]);
  return { plan, control: { running, ssh, address: plan.lan.control }, nodes };
}
