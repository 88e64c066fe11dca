import type { Dict } from '../../lib/core/value.js';
import { valueFromJson } from '../../lib/core/value-from-json.js';
import { dateFacts } from './date-facts.js';
import { distributionFacts } from './distribution-facts.js';
import { readAssignments, type Said } from './frames.js';
import { localFacts } from './local-facts.js';
import type { Json } from '../../lib/core/json.js';

/** What every gathering tells: platform, distribution, user, environment, date, local facts. */
export function minFacts(said: Said, place: 'live' | 'image'): Dict {
  const nodename = said.text('nodename');
  const fqdn = said.text('fqdn') || nodename;
  const facts: Record<string, Json> = {
    system: said.text('system'),
    kernel: said.text('kernel'),
    kernel_version: said.text('kernel_version'),
    machine: said.text('machine'),
    architecture: said.text('machine').replace(/^i[3456]86$/, 'i386'),
    userspace_bits: said.text('bits') || (/64/.test(said.text('machine')) ? '64' : '32'),
    userspace_architecture: said.text('bits') === '32' ? 'i386' : said.text('machine'),
    nodename,
    hostname: nodename.split('.')[0]!,
    fqdn,
    domain: fqdn.split('.').slice(1).join('.'),
    machine_id: said.text('machine_id'),
    ...distributionFacts(said),
    ...lsbFacts(said),
    ...userFacts(said),
    env: environment(said.raw('env')),
    date_time: dateFacts(said),
    cmdline: commandLine(said.text('cmdline'), false),
    proc_cmdline: commandLine(said.text('cmdline'), true),
    dns: dnsFacts(said.raw('resolv')),
    fips: said.text('fips') === '1',
    apparmor: { status: said.has('apparmor') ? 'enabled' : 'disabled' },
    ...selinuxFacts(said),
    pkg_mgr: packageManager(said),
    service_mgr: serviceManager(said),
    is_chroot: place === 'image' || isChroot(said.text('root')),
    ...keyFacts(said),
    ...pythonFacts(said.text('python')),
    ...capabilityFacts(said),
    iscsi_iqn: /^InitiatorName=(.*)$/m.exec(said.raw('initiator'))?.[1] ?? '',
    hostnqn: said.text('hostnqn'),
    fibre_channel_wwn: [],
  };
  return (valueFromJson(facts) as Dict).set('local', localFacts(said));
}

function lsbFacts(said: Said): Record<string, Json> {
  const said_lsb = new Map(
    [...said.raw('lsb').matchAll(/^([^:\n]+):\s*(.*)$/gm)].map((match) => [match[1]!, match[2]!]),
  );
  const file = readAssignments(said.raw('release.lsb-release'));
  const pick = (command: string, name: string): string => said_lsb.get(command) ?? file.get(name) ?? '';
  const release = pick('Release', 'DISTRIB_RELEASE');
  if (release === '') return { lsb: {} };
  const description = pick('Description', 'DISTRIB_DESCRIPTION');
  const id = pick('Distributor ID', 'DISTRIB_ID');
  const codename = pick('Codename', 'DISTRIB_CODENAME');
  return { lsb: { id, description, release, codename, major_release: release.split('.')[0]! } };
}

function userFacts(said: Said): Record<string, Json> {
  const [name = '', , uid = '0', gid = '0', gecos = '', dir = '', shell = ''] = said
    .text('passwd')
    .split(':');
  const [effective, real, effectiveGroup, realGroup] = said.text('ids').split(' ').map(Number);
  return {
    user_id: name,
    user_uid: Number(uid),
    user_gid: Number(gid),
    user_gecos: gecos,
    user_dir: dir,
    user_shell: shell,
    // a host without `id` tells nothing of groups and other users
    effective_user_id: effective ?? Number(uid),
    real_user_id: real ?? Number(uid),
    effective_group_id: effectiveGroup ?? Number(gid),
    real_group_id: realGroup ?? Number(gid),
  };
}

const environment = (raw: string): Json =>
  Object.fromEntries(
    raw
      .split('\0')
      .flatMap((pair) =>
        pair.includes('=') ? [[pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]] : [],
      ),
  );

function commandLine(line: string, repeated: boolean): Json {
  const found: Record<string, Json> = {};
  for (const word of line.split(/\s+/).filter((each) => each !== '')) {
    const [key = '', ...rest] = word.split('=');
    const value: Json = rest.length === 0 ? true : rest.join('=');
    const before = found[key];
    found[key] =
      repeated && before !== undefined
        ? [...(Array.isArray(before) ? (before as Json[]) : [before]), value]
        : value;
  }
  return found;
}

function dnsFacts(resolv: string): Json {
  const dns: Record<string, Json> = {};
  for (const line of resolv.split('\n')) {
    const [word, ...rest] = line.trim().split(/\s+/);
    if (word === 'nameserver')
      dns['nameservers'] = [...((dns['nameservers'] as Json[] | undefined) ?? []), ...rest];
    else if (word === 'domain') dns['domain'] = rest[0] ?? '';
    else if (word === 'search') dns['search'] = rest;
    else if (word === 'sortlist') dns['sortlist'] = rest;
    else if (word === 'options')
      dns['options'] = Object.fromEntries(
        rest.map((each) => [each.split(':')[0]!, each.split(':')[1] ?? true]),
      );
  }
  return dns;
}

function selinuxFacts(said: Said): Record<string, Json> {
  if (!said.has('selinux')) return { selinux: { status: 'disabled' } };
  const config = readAssignments(said.raw('selinux_config'));
  const mode = said.text('selinux') === '1' ? 'enforcing' : 'permissive';
  return {
    selinux: {
      status: 'enabled',
      mode,
      config_mode: config.get('SELINUX') ?? 'unknown',
      type: config.get('SELINUXTYPE') ?? 'unknown',
    },
  };
}

function packageManager(said: Said): string {
  const first = said.text('pkg_mgr');
  const named: Readonly<Record<string, string>> = {
    'apt-get': 'apt',
    'xbps-install': 'xbps',
    emerge: 'portage',
  };
  return first === '' ? 'unknown' : (named[first] ?? first);
}

function serviceManager(said: Said): string {
  if (said.has('systemd')) return 'systemd';
  const link = said.text('init_link');
  if (!said.has('init'))
    return link.includes('systemd') ? 'systemd' : said.has('openrc') ? 'openrc' : 'service';
  const first = said.text('init');
  if (first !== 'init' && !/sh$/.test(first)) return first;
  if (said.has('openrc')) return 'openrc';
  return link.includes('systemd') ? 'systemd' : 'sysvinit';
}

function isChroot(inodes: string): boolean {
  const [ours, theirs] = inodes.split(' ');
  return Boolean(theirs) && ours !== theirs;
}

const keyFacts = (said: Said): Record<string, Json> =>
  Object.fromEntries(
    said.below('key').flatMap(([name, text]) => {
      const [type = '', key = ''] = text.split(' ');
      return [
        [`ssh_host_key_${name}_public`, key],
        [`ssh_host_key_${name}_public_keytype`, type],
      ];
    }),
  );

function pythonFacts(said: string): Record<string, Json> {
  const [executable = '', target = ''] = said.split(' ');
  const version = /python(\d+)\.(\d+)$/.exec(target);
  if (!version) return {};
  const [major, minor] = [Number(version[1]), Number(version[2])];
  return {
    python: { executable, version: { major, minor }, version_info: [major, minor], type: 'cpython' },
    python_version: `${major}.${minor}`,
  };
}

function capabilityFacts(said: Said): Record<string, Json> {
  const current = /^Current: (.*)$/m.exec(said.raw('caps'))?.[1]?.replace(/^=\s*/, '');
  if (current === undefined) return { system_capabilities: [], system_capabilities_enforced: 'NA' };
  const isAll = current === 'ep' || current === '=ep';
  return {
    system_capabilities: isAll ? [] : current.split(',').map((each) => each.trim()),
    system_capabilities_enforced: isAll ? 'False' : 'True',
  };
}
