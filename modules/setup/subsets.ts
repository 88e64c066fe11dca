import { TsplayError } from '../../lib/core/problem.js';
import { didYouMean } from '../../lib/core/suggest.js';

export type Subset = 'min' | 'hardware' | 'network' | 'virtual';

const every: readonly Subset[] = ['min', 'hardware', 'network', 'virtual'];

// Ansible's finer subsets, each as the one that holds it here
const finer: Readonly<Record<string, Subset | undefined>> = {
  ...Object.fromEntries(
    'apparmor caps chroot cmdline date_time distribution dns env fips hostname local lsb pkg_mgr platform python selinux service_mgr ssh_pub_keys user fibre_channel_wwn iscsi system system_capabilities'
      .split(' ')
      .map((name) => [name, 'min'] as const),
  ),
  ...Object.fromEntries(
    'devices dmi loadavg memory mounts processor uptime'
      .split(' ')
      .map((name) => [name, 'hardware'] as const),
  ),
  ...Object.fromEntries(
    'all_ipv4_addresses all_ipv6_addresses default_ipv4 default_ipv6 interfaces'
      .split(' ')
      .map((name) => [name, 'network'] as const),
  ),
  virtualization_type: 'virtual',
  virtualization_role: 'virtual',
  facter: undefined,
  ohai: undefined,
};

/** `!hardware`, `network`, `all`, …: the subsets to gather; `min` belongs to it unless it is refused. */
export function subsetsOf(wanted: readonly string[]): ReadonlySet<Subset> {
  const names = wanted.map((each) => each.trim()).filter((each) => each !== '');
  const refused = names.filter((each) => each.startsWith('!')).map((each) => each.slice(1));
  const asked = names.filter((each) => !each.startsWith('!'));
  for (const name of asked) checkName(name);
  const wantsAll = names.length === 0 || asked.includes('all');
  const chosen = new Set<Subset>(wantsAll ? every : ['min']);
  for (const name of refused) if (name in finer === false && name !== 'all') chosen.delete(name as Subset);
  if (refused.includes('all') && asked.length === 0) return new Set(refused.includes('min') ? [] : ['min']);
  for (const name of asked) {
    const subset = finer[name] ?? (every.includes(name as Subset) ? (name as Subset) : undefined);
    if (subset) chosen.add(subset);
  }
  const needsMin = asked.some((name) => finer[name] === 'min' || broughtBy(name).length > 0);
  if (refused.includes('min') && needsMin) chosen.add('min');
  if (refused.includes('min') && !needsMin) chosen.delete('min');
  return chosen;
}

/** What gathering of a subset brings along although `min` was refused. */
const brought: Readonly<Record<string, readonly string[]>> = {
  network: ['platform', 'distribution'],
  hardware: ['platform'],
  service_mgr: ['platform', 'distribution'],
};

const broughtBy = (name: string): readonly string[] => brought[name] ?? brought[finer[name] ?? ''] ?? [];

/** Names of facts that a finer subset of `min` holds. */
const factsOf: Readonly<Record<string, RegExp>> = {
  apparmor: /^apparmor$/,
  caps: /^system_capabilities/,
  system_capabilities: /^system_capabilities/,
  chroot: /^is_chroot$/,
  cmdline: /^(proc_)?cmdline$/,
  date_time: /^date_time$/,
  distribution: /^(distribution|os_family)/,
  dns: /^dns$/,
  env: /^env$/,
  fips: /^fips$/,
  local: /^local$/,
  lsb: /^lsb$/,
  pkg_mgr: /^(pkg_mgr$|distribution|os_family)/,
  python: /^python/,
  selinux: /^selinux/,
  service_mgr: /^(service_mgr$|distribution|os_family)/,
  ssh_pub_keys: /^ssh_host_key_/,
  user: /^(user_|effective_|real_)/,
  iscsi: /^iscsi_iqn$/,
  loadavg: /^loadavg$/,
  fibre_channel_wwn: /^fibre_channel_wwn$/,
};

const platform =
  /^(system|kernel|kernel_version|machine|architecture|userspace_.*|nodename|hostname|fqdn|domain|machine_id|python_version)$/;

/** Facts that are looked up with `min` and `hardware`, but belong to `all`. */
const beyond = /^(fibre_channel_wwn|hostnqn|is_chroot|iscsi_iqn|loadavg)$/;

/** Which facts of `min` and of `hardware` were asked for. */
export function factsAsked(
  wanted: readonly string[],
): Readonly<Record<'min' | 'hardware', (name: string) => boolean>> {
  const names = wanted.map((each) => each.trim()).filter((each) => each !== '');
  const asked = names.filter((each) => !each.startsWith('!'));
  const wantsAll = names.length === 0 || asked.includes('all');
  const finerOnes = [...asked, ...asked.flatMap(broughtBy)].filter(
    (name) => finer[name] === 'min' || name === 'loadavg',
  );
  const patterns = finerOnes.map((name) => factsOf[name] ?? platform);
  const isNamed = (name: string): boolean => patterns.some((pattern) => pattern.test(name));
  const tellsBeyond = (name: string): boolean => wantsAll || isNamed(name) || !beyond.test(name);
  return { min: names.includes('!min') ? isNamed : tellsBeyond, hardware: tellsBeyond };
}

function checkName(name: string): void {
  const known = ['all', ...every, ...Object.keys(finer)];
  if (known.includes(name)) return;
  const message = `Bad subset '${name}' given to Ansible. gather_subset options allowed: ${known.sort().join(', ')}`;
  throw new TsplayError({ code: 'bad-subset', message, hint: didYouMean(name, known) });
}
