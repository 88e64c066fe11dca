import { copyFileSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { daemonNamed, startDaemon, stopDaemon } from './daemon.js';
import { makeTap } from './network.js';
import { qmp } from './qmp.js';
import type { LabNode, LabPlan } from './types.js';

/** The files of one node's virtual machine. */
export const machineFiles = (plan: LabPlan, node: LabNode) => {
  const dir = join(plan.dir, 'nodes', node.name);
  const at = (name: string): string => join(dir, name);
  return {
    dir,
    serialLog: at('serial.log'),
    /** A unix socket: the serial console, both ways. */
    console: at('console.sock'),
    monitor: at('qmp.sock'),
    variables: at('efivars.fd'),
    power: at('power.json'),
  } as const;
};

const daemonName = (node: LabNode): string => `node-${node.name}`;
export const isRunning = (plan: LabPlan, node: LabNode): boolean =>
  daemonNamed(plan.dir, daemonName(node)) !== undefined;

/** Switches the node on; when it runs already, presses its reset button. */
export async function powerOn(plan: LabPlan, node: LabNode): Promise<void> {
  const files = machineFiles(plan, node);
  mkdirSync(files.dir, { recursive: true });
  notePower(plan, node);
  if (isRunning(plan, node)) {
    await qmp(files.monitor, 'system_reset');
    return;
  }
  await makeTap(plan, node.tap);
  if (node.firmware === 'uefi' && !existsSync(files.variables))
    copyFileSync(firmware().variables, files.variables);
  for (const socket of [files.console, files.monitor]) rmSync(socket, { force: true });
  await startDaemon(plan.dir, daemonName(node), [
    'nsenter',
    `--net=/run/netns/${plan.namespace}`,
    ...qemu(plan, node),
  ]);
}

/** Pulls the plug. */
export async function powerOff(plan: LabPlan, node: LabNode): Promise<void> {
  const daemon = daemonNamed(plan.dir, daemonName(node));
  if (daemon) await stopDaemon(daemon);
}

/** When the current boot began, and where it begins in the console's log. */
export function lastPower(plan: LabPlan, node: LabNode): { at: number; offset: number } {
  const file = machineFiles(plan, node).power;
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { at: number; offset: number })
    : { at: 0, offset: 0 };
}

function notePower(plan: LabPlan, node: LabNode): void {
  const files = machineFiles(plan, node);
  const offset = existsSync(files.serialLog) ? statSync(files.serialLog).size : 0;
  writeFileSync(files.power, JSON.stringify({ at: Date.now(), offset }));
}

// Without svm the highest leaf of CPUID would be below those that the libc of Ubuntu 22.04 reads the size of the cache
// from: it would take what it gets for 0, and crash in every larger memcpy.
const CPU = 'max,la57=off,svm=off,xlevel=0x8000000a';

function qemu(plan: LabPlan, node: LabNode): string[] {
  const files = machineFiles(plan, node);
  // OVMF has a driver and PXE of its own; through iPXE's, shim cannot load GRUB
  const rom = node.firmware === 'uefi' ? ',romfile=' : '';
  return [
    ...['qemu-system-x86_64', '-name', node.name, '-machine', 'q35,graphics=off', '-cpu', CPU],
    // never KVM: nested virtualisation that is there but broken hangs the firmware
    ...['-accel', 'tcg,thread=multi', '-smp', String(node.processors), '-m', String(node.memory)],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-boot', 'n'],
    ...['-netdev', `tap,id=lan,ifname=${node.tap},script=no,downscript=no`],
    ...['-device', `virtio-net-pci,netdev=lan,mac=${node.mac}${rom}`],
    ...['-object', 'rng-random,id=rng,filename=/dev/urandom', '-device', 'virtio-rng-pci,rng=rng'],
    ...[
      '-chardev',
      `socket,id=tty,path=${files.console},server=on,wait=off,logfile=${files.serialLog},logappend=on`,
    ],
    ...['-serial', 'chardev:tty', '-qmp', `unix:${files.monitor},server=on,wait=off`],
    ...(node.firmware === 'uefi' ? flash(files.variables) : []),
  ];
}

const flash = (variables: string): string[] => [
  ...['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${firmware().code}`],
  ...['-drive', `if=pflash,unit=1,format=raw,file=${variables}`],
];

/** Debian's OVMF; older ones have no `_4M` in the names. */
export function firmware(): { code: string; variables: string } {
  const of = (size: string) => ({
    code: `/usr/share/OVMF/OVMF_CODE${size}.fd`,
    variables: `/usr/share/OVMF/OVMF_VARS${size}.fd`,
  });
  return existsSync(of('_4M').code) ? of('_4M') : of('');
}
