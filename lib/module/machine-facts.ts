/**
 * Does a fact, told without `ansible_`, belong to one machine? What runs in an image is the control host: its name and
 * kernel are not those of the nodes, and neither are its hardware, network and hypervisor, so an image has none.
 * @example isMachineFact('default_ipv4') // true
 */
export const isMachineFact = (name: string): boolean => ofMin.has(name) || ofHardwareOrNetwork.test(name);

const ofMin: ReadonlySet<string> = new Set([
  ...['nodename', 'hostname', 'fqdn', 'domain', 'machine_id', 'cmdline', 'proc_cmdline', 'dns'],
  ...['kernel_version', 'system_capabilities', 'system_capabilities_enforced'],
  ...['iscsi_iqn', 'hostnqn', 'fibre_channel_wwn'],
  ...['dsa', 'rsa', 'ecdsa', 'ed25519'].flatMap((kind) => [
    `ssh_host_key_${kind}_public`,
    `ssh_host_key_${kind}_public_keytype`,
  ]),
]);

const ofHardwareOrNetwork =
  /^(default_ipv[46]|all_ipv[46]_addresses|interfaces|processor\w*|mem\w+_mb|swap\w+_mb|memory_mb|devices|mounts|lvm|loadavg|uptime_seconds|virtualization_\w+|product_\w+|bios_\w+|board_\w+|chassis_\w+|system_vendor|form_factor)$/;
