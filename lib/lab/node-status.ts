import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { answersSsh } from './answers-ssh.js';
import { bootLog } from './boot-log.js';
import { consoleStage, isFurther, lastStage } from './console-stage.js';
import { isRunning, lastPower, machineFiles } from './machine.js';
import { stages, type LabNode, type LabPlan, type NodeStatus, type Stage } from './types.js';

/** Where the node's boot is: its console says most, the control host's log the rest (a BIOS is silent), a greeting the end. */
export async function nodeStatus(plan: LabPlan, node: LabNode): Promise<NodeStatus> {
  if (!isRunning(plan, node)) return { node, running: false, stage: 'off', reached: [] };
  const power = lastPower(plan, node);
  const seen = consoleStage(consoleText(plan, node, power.offset));
  const early = isFurther('kernel', lastStage(seen.reached)) ? await serverStages(plan, node, power.at) : [];
  // asked for at every stage: a kernel that is told to be quiet shows none on its console
  const up = await answersSsh(node.ip);
  const reached = stages.filter(
    (one) => seen.reached.includes(one) || early.includes(one) || (up && one === 'ssh'),
  );
  return {
    node,
    running: true,
    stage: lastStage(reached),
    reached,
    ...(seen.trouble && !up ? { trouble: seen.trouble } : {}),
  };
}

/** The last megabyte of the console since `offset`. */
export function consoleText(plan: LabPlan, node: LabNode, offset: number): string {
  const { serialLog } = machineFiles(plan, node);
  if (!existsSync(serialLog)) return '';
  const file = openSync(serialLog, 'r');
  try {
    const { size } = fstatSync(file);
    const from = Math.max(offset, size - 1_000_000);
    const bytes = Buffer.alloc(Math.max(0, size - from));
    readSync(file, bytes, 0, bytes.length, from);
    return bytes.toString('utf8');
  } finally {
    closeSync(file);
  }
}

async function serverStages(plan: LabPlan, node: LabNode, since: number): Promise<Stage[]> {
  const log = await bootLog(plan, node, since);
  const fetched = log.some((line) => / sent \S+ to |RRQ from/.test(line));
  const addressed = fetched || log.some((line) => line.includes('DHCPACK'));
  return [...(addressed ? (['dhcp'] as const) : []), ...(fetched ? (['loader'] as const) : [])];
}
