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
  for (const name of [...asked, ...refused]) checkName(name);
  const wantsAll = names.length === 0 || asked.includes('all');
  const chosen = new Set<Subset>(wantsAll ? every : ['min']);
  for (const name of refused) if (name in finer === false && name !== 'all') chosen.delete(name as Subset);
  if (refused.includes('all') && asked.length === 0) return new Set(refused.includes('min') ? [] : ['min']);
  for (const name of asked) {
    const subset = finer[name] ?? (every.includes(name as Subset) ? (name as Subset) : undefined);
    if (subset) chosen.add(subset);
  }
  if (refused.includes('min') && !asked.some((name) => finer[name] === 'min')) chosen.delete('min');
  return chosen;
}

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
  fibre_channel_wwn: /^fibre_channel_wwn$/,
};

const platform =
  /^(system|kernel|kernel_version|machine|architecture|userspace_.*|nodename|hostname|fqdn|domain|machine_id)$/;

/** With `!min`, which facts of it were asked for one by one; undefined when all may be told. */
export function minFactsAsked(wanted: readonly string[]): ((name: string) => boolean) | undefined {
  const names = wanted.map((each) => each.trim());
  if (!names.includes('!min')) return undefined;
  const patterns = names.flatMap((name) => (finer[name] === 'min' ? [factsOf[name] ?? platform] : []));
  return (name) => patterns.some((pattern) => pattern.test(name));
}

function checkName(name: string): void {
  const known = ['all', ...every, ...Object.keys(finer)];
  if (known.includes(name)) return;
  const message = `Bad subset '${name}' given. gather_subset options allowed: ${known.sort().join(', ')}`;
  throw new TsplayError({ code: 'bad-subset', message, hint: didYouMean(name, known) });
}
