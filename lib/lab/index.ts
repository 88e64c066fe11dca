export type {
  Firmware,
  LabEvent,
  LabNode,
  LabPlan,
  LabStatus,
  NodeSpec,
  NodeStatus,
  OnLabEvent,
  Stage,
} from './types.js';
export { stages } from './types.js';
export { check, packages } from './check.js';
export { up, type UpOptions } from './up.js';
export { down, type DownOptions } from './down.js';
export { labsHere } from './traces.js';
export { status } from './status.js';
export { consoleOf, reboot, switchOff } from './reboot.js';
export { stageLimits } from './boot-progress.js';
export { waitForNode, type WaitOptions } from './wait-for-node.js';
export { inventory, sshCommand } from './inventory.js';
