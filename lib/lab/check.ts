import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../core/problem.js';
import { controlName, type NodeSpec } from './types.js';

/** What a lab runs, and the Debian package it is in. */
const programs: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  ss: 'iproute2',
  nft: 'nftables',
  nsenter: 'util-linux',
  tar: 'tar',
  'systemd-nspawn': 'systemd-container',
  journalctl: 'systemd',
  debootstrap: 'debootstrap',
  dnsmasq: 'dnsmasq-base',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  'qemu-system-x86_64': 'qemu-system-x86',
};

/** The Debian packages a lab needs on the machine (`mmdebstrap` is optional and halves the first start). */
export const packages: readonly string[] = [
  ...new Set([...Object.values(programs), 'ipxe-qemu', 'ovmf']),
].sort();

/** Everything that is missing for a lab, before anything is touched. Empty when it can start. */
export function check(nodes: readonly NodeSpec[] = []): Problem[] {
  const missing = new Set(Object.entries(programs).flatMap(([name, owner]) => (onPath(name) ? [] : [owner])));
  if (!existsSync('/usr/lib/ipxe/qemu/efi-virtio.rom')) missing.add('ipxe-qemu');
  const uefi = nodes.some((node) => node.firmware === 'uefi');
  if (uefi && !existsSync('/usr/share/OVMF/OVMF_CODE_4M.fd') && !existsSync('/usr/share/OVMF/OVMF_CODE.fd'))
    missing.add('ovmf');
  return [...whatRootNeeds(), ...packageProblem([...missing].sort()), ...nameProblems(nodes)];
}

function whatRootNeeds(): Problem[] {
  const root = process.getuid?.() === 0;
  if (!root)
    return [
      {
        code: 'not-root',
        message: 'a lab makes network namespaces and containers: it needs root',
        hint: 'use sudo',
      },
    ];
  if (existsSync('/dev/net/tun')) return [];
  return [
    {
      code: 'no-tun',
      message: '/dev/net/tun is missing, which the nodes are plugged in with',
      hint: `try 'modprobe tun'`,
    },
  ];
}

function packageProblem(missing: readonly string[]): Problem[] {
  if (missing.length === 0) return [];
  return [
    {
      code: 'missing-packages',
      message: `a lab needs packages that are not installed: ${missing.join(' ')}`,
      hint: `apt-get install --no-install-recommends ${missing.join(' ')}`,
    },
  ];
}

const taken = ['all', 'compute', 'control', 'localhost', 'ungrouped', controlName];

function nameProblems(nodes: readonly NodeSpec[]): Problem[] {
  const bad = nodes.filter((node) => !/^[a-z][a-z0-9-]{0,30}$/.test(node.name) || taken.includes(node.name));
  const twice = nodes.filter((node, index) => nodes.findIndex((one) => one.name === node.name) !== index);
  return [
    ...bad.map((node) => ({
      code: 'bad-node-name',
      message: `'${node.name}' cannot be a node's name`,
      hint: 'use names like node1',
    })),
    ...twice.map((node) => ({ code: 'duplicate-node', message: `two nodes are named '${node.name}'` })),
  ];
}

function onPath(name: string): boolean {
  const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;
  return path.split(':').some((dir) => isExecutable(join(dir, name)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
