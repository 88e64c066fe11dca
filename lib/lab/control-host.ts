import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inCgroups } from './cgroup.js';
import { controlRoot } from './control-root.js';
import { daemonNamed, startDaemon, type Daemon } from './daemon.js';
import { hostsForLab } from './loopback.js';
import { answersSsh } from './answers-ssh.js';
import type { LabPlan } from './types.js';

/** Starts what is not running yet of: name server, router advertisements, the control host; waits for its sshd. */
export async function startControlHost(plan: LabPlan, signal?: AbortSignal): Promise<void> {
  const ensure = async (name: string, argv: readonly string[]): Promise<Daemon> =>
    daemonNamed(plan.dir, name) ?? (await startDaemon(plan.dir, name, argv));
  writeFileSync(join(plan.dir, 'hosts'), hostsForLab(plan.machineAddress));
  await ensure('names', nameServer(plan));
  await ensure('router', routerAdvertisements(plan));
  const control = await ensure('control', inCgroups(plan, container(plan)));
  for (let tries = 0; !(await answersSsh(plan.lan.control)); tries++) {
    signal?.throwIfAborted();
    if (tries > 240 || daemonNamed(plan.dir, control.name)?.pid !== control.pid) {
      throw new Error(`the control host does not answer; see ${join(plan.dir, 'log', 'control.log')}`);
    }
    await sleep(250, undefined, signal ? { signal } : {});
  }
}

function container(plan: LabPlan): string[] {
  return [
    // entered here, not with --network-namespace-path, so that its /sys shows the lab's network too
    ...['nsenter', `--net=/run/netns/${plan.namespace}`, 'env', 'SYSTEMD_NSPAWN_API_VFS_WRITABLE=network'],
    ...[
      'systemd-nspawn',
      `--directory=${controlRoot(plan)}`,
      `--machine=${plan.namespace}`,
      '--boot',
      '--quiet',
    ],
    ...['--register=no', '--keep-unit', '--resolv-conf=off', '--timezone=off', '--link-journal=no'],
    ...['--console=pipe', '--capability=all'],
    // an NFS server in user space opens files by handle, which the default filter refuses even to root
    '--system-call-filter=open_by_handle_at name_to_handle_at',
  ];
}

const dnsmasq = (plan: LabPlan, name: string): string[] => [
  ...['dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--log-facility=-', '--user=root'],
  `--pid-file=${join(plan.dir, `${name}.pid`)}`,
];

/** The machine's own resolver and hosts file, wherever they are, at an address the lab can reach. */
const nameServer = (plan: LabPlan): string[] => [
  ...dnsmasq(plan, 'names'),
  ...['--bind-interfaces', `--listen-address=${plan.machineAddress}`, `--except-interface=lo`],
  ...['--no-hosts', `--addn-hosts=${join(plan.dir, 'hosts')}`, '--resolv-file=/etc/resolv.conf'],
];

/** QEMU's iPXE waits 13 s on every boot for an IPv6 router that says something. */
const routerAdvertisements = (plan: LabPlan): string[] => [
  ...['nsenter', `--net=/run/netns/${plan.namespace}`],
  ...dnsmasq(plan, 'router'),
  ...[
    '--port=0',
    '--interface=lan0',
    '--bind-interfaces',
    '--enable-ra',
    `--dhcp-range=${plan.lan.prefix6},ra-only,64`,
  ],
];
