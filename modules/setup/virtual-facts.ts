import type { Json } from '../../lib/core/json.js';
import type { Dict } from '../../lib/core/value.js';
import { valueFromJson } from '../../lib/core/value-from-json.js';
import type { Said } from './frames.js';

/** virtualization_type, _role and the techniques seen. */
export function virtualFacts(said: Said): Dict {
  const containers = said.all('container').map((name) => name.trim());
  const machine = machineOf(said);
  const guests = [
    ...(containers.length > 0 ? [...containers, 'container'] : []),
    ...(machine === undefined ? [] : [machine]),
  ];
  const hosts = said.all('host').map((name) => name.trim());
  const type = guests[0] ?? hosts[0] ?? 'NA';
  const facts: Record<string, Json> = {
    virtualization_type: type,
    virtualization_role: guests.length > 0 ? 'guest' : hosts.length > 0 ? 'host' : 'NA',
    virtualization_tech_guest: [...new Set(guests)],
    virtualization_tech_host: hosts,
  };
  return valueFromJson(facts) as Dict;
}

const byDetector: Readonly<Record<string, string>> = {
  qemu: 'kvm',
  kvm: 'kvm',
  amazon: 'kvm',
  vmware: 'VMware',
  oracle: 'virtualbox',
  microsoft: 'VirtualPC',
  xen: 'xen',
  parallels: 'parallels',
  bhyve: 'bhyve',
  'systemd-nspawn': 'systemd-nspawn',
  lxc: 'lxc',
  docker: 'docker',
  podman: 'podman',
};

function machineOf(said: Said): string | undefined {
  const product = said.text('product');
  if (/KVM|QEMU|Standard PC|BHYVE|oVirt|RHEV|OpenStack/.test(product)) return 'kvm';
  if (/VMware/.test(product)) return 'VMware';
  if (/VirtualBox/.test(product)) return 'virtualbox';
  if (/Microsoft.*Virtual|Virtual Machine.*Microsoft/.test(product)) return 'VirtualPC';
  if (said.has('xen') || /HVM domU/.test(product)) return 'xen';
  // a guest that can be a host as well is only a host where its firmware says nothing, as Ansible sees it
  if (said.has('host')) return undefined;
  const detected = byDetector[said.text('virt')];
  return detected ?? (said.has('hypervisor') ? 'kvm' : undefined);
}
