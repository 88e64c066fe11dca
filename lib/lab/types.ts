import type { EventBody } from '../core/event.js';

/** The control host's name, in the inventory too; `control` is its group's, and Ansible warns of a clash. */
export const controlName = 'head';

export type Firmware = 'bios' | 'uefi';

/** How far a node's boot is, in order. A stage is reached when its first sign is seen. */
export const stages = [
  'off',
  'power-on',
  'dhcp',
  'loader',
  'kernel',
  'initramfs',
  'nfs-root',
  'overlay',
  'systemd',
  'ssh',
] as const;
export type Stage = (typeof stages)[number];

/** What the lab tells while it works: the same progress events a run emits. */
export type LabEvent = Extract<EventBody, { type: 'progress' | 'warning' }>;
export type OnLabEvent = (event: LabEvent) => void;

export interface NodeSpec {
  /** Also the host name in the inventory: `node1`. */
  readonly name: string;
  readonly firmware: Firmware;
  /** MiB; 1024 unless told. */
  readonly memory?: number;
  /** Virtual processors; 1 unless told. */
  readonly processors?: number;
}

export interface LabNode extends Required<NodeSpec> {
  readonly mac: string;
  /** The address the control host's DHCP server is expected to give it. */
  readonly ip: string;
  readonly tap: string;
}

/** Everything `down` needs to know, written to `<dir>/lab.json` before anything is made. */
export interface LabPlan {
  readonly version: 1;
  readonly id: string;
  readonly dir: string;
  readonly cacheDir: string;
  /** Names of the things outside the directory. */
  readonly namespace: string;
  readonly uplink: string;
  readonly table: string;
  readonly lan: {
    readonly link: 'lan0';
    readonly network: string;
    readonly control: string;
    readonly prefix6: string;
  };
  /** The two ends of the uplink: the machine's and the control host's. */
  readonly machineAddress: string;
  readonly uplinkAddress: string;
  /** `net.ipv4.ip_forward` as it was. */
  readonly forwardedBefore: string;
  readonly nodes: readonly LabNode[];
}

/** What there is of a lab outside its directory. */
export type LabTraces = Pick<LabPlan, 'dir' | 'namespace' | 'uplink' | 'table' | 'forwardedBefore'>;

export interface NodeStatus {
  readonly node: LabNode;
  readonly running: boolean;
  readonly stage: Stage;
  /** The stages that were seen since power-on; one that is missing was passed too quickly or did not happen. */
  readonly reached: readonly Stage[];
  /** The last line of the console that looks like trouble. */
  readonly trouble?: string;
}

export interface LabStatus {
  readonly plan: LabPlan;
  readonly control: { readonly running: boolean; readonly ssh: boolean; readonly address: string };
  readonly nodes: readonly NodeStatus[];
}
