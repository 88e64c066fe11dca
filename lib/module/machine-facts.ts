/**
 * Facts that `min` gathers and that belong to one machine. What runs in an image is the control host: its name and
 * kernel are not those of the nodes, and neither are its hardware, network and hypervisor, so an image has none.
 */
export const MACHINE_FACTS: ReadonlySet<string> = new Set([
  ...['nodename', 'hostname', 'fqdn', 'domain', 'machine_id', 'cmdline', 'proc_cmdline', 'dns'],
  ...['kernel_version', 'system_capabilities', 'system_capabilities_enforced'],
  ...['iscsi_iqn', 'hostnqn', 'fibre_channel_wwn'],
  ...['dsa', 'rsa', 'ecdsa', 'ed25519'].flatMap((kind) => [
    `ssh_host_key_${kind}_public`,
    `ssh_host_key_${kind}_public_keytype`,
  ]),
]);
