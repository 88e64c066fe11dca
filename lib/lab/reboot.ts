import { machineFiles, powerOff, powerOn } from './machine.js';
import { needNode, needPlan } from './plan.js';

/** Switches a node on, or presses its reset button: either way it boots from the network. */
export async function reboot(dir: string, name: string): Promise<void> {
  const plan = needPlan(dir);
  await powerOn(plan, needNode(plan, name));
}

/** Pulls a node's plug. */
export async function switchOff(dir: string, name: string): Promise<void> {
  const plan = needPlan(dir);
  await powerOff(plan, needNode(plan, name));
}

/** The unix socket of a node's serial console (both ways) and the file that keeps all it ever wrote. */
export function consoleOf(dir: string, name: string): { readonly socket: string; readonly log: string } {
  const plan = needPlan(dir);
  const files = machineFiles(plan, needNode(plan, name));
  return { socket: files.console, log: files.serialLog };
}
