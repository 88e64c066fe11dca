import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { answersSsh } from './answers-ssh.js';
import { bootLog } from './boot-log.js';
import { consoleStage, isFurther } from './console-stage.js';
import { isRunning, lastPower, machineFiles } from './machine.js';
import type { LabNode, LabPlan, NodeStatus, Stage } from './types.js';

/** Where the node's boot is: its console says most, the control host's log the rest (a BIOS is silent), a greeting the end. */
export async function nodeStatus(plan: LabPlan, node: LabNode): Promise<NodeStatus> {
  if (!isRunning(plan, node)) return { node, running: false, stage: 'off' };
  const power = lastPower(plan, node);
  const { stage, trouble } = consoleStage(consoleText(plan, node, power.offset));
  const seen = isFurther('kernel', stage) ? further(stage, await serverStage(plan, node, power.at)) : stage;
  const up = !isFurther('kernel', seen) && (await answersSsh(node.ip));
  return { node, running: true, stage: up ? 'ssh' : seen, ...(trouble && !up ? { trouble } : {}) };
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
    return bytes.toString('latin1');
  } finally {
    closeSync(file);
  }
}

async function serverStage(plan: LabPlan, node: LabNode, since: number): Promise<Stage> {
  const log = await bootLog(plan, node, since);
  if (log.some((line) => / sent \S+ to |RRQ from/.test(line))) return 'loader';
  if (log.some((line) => line.includes('DHCPACK'))) return 'dhcp';
  return 'power-on';
}

const further = (one: Stage, other: Stage): Stage => (isFurther(one, other) ? one : other);
