import { readAssignments, type Said } from './frames.js';

type Facts = Record<string, string | boolean>;

/** distribution*, os_family and lsb, by Ansible's names. */
export function distributionFacts(said: Said): Facts {
  const release = readAssignments(said.raw('os_release'));
  const id = release.get('ID') ?? '';
  const name = names[id] ?? (release.get('NAME') || said.text('system'));
  const version = versionOf(said, name, release);
  const [major = '', minor] = version.split('.');
  return {
    distribution: name,
    distribution_version: version,
    distribution_major_version: major || 'NA',
    ...(minor === undefined ? {} : { distribution_minor_version: minor }),
    distribution_release: codename(said, release),
    distribution_file_variety: name === 'Ubuntu' ? 'Debian' : name,
    distribution_file_path: '/etc/os-release',
    distribution_file_parsed: release.size > 0,
    os_family: familyOf(name, id, release.get('ID_LIKE') ?? ''),
  };
}

const names: Readonly<Record<string, string>> = {
  debian: 'Debian',
  ubuntu: 'Ubuntu',
  raspbian: 'Debian',
  linuxmint: 'Linux Mint',
  pop: 'Pop!_OS',
  kali: 'Kali',
  devuan: 'Devuan',
  rhel: 'RedHat',
  centos: 'CentOS',
  rocky: 'Rocky',
  almalinux: 'AlmaLinux',
  ol: 'OracleLinux',
  fedora: 'Fedora',
  amzn: 'Amazon',
  arch: 'Archlinux',
  manjaro: 'Manjaro',
  alpine: 'Alpine',
  gentoo: 'Gentoo',
  opensuse: 'openSUSE',
  'opensuse-leap': 'openSUSE Leap',
  'opensuse-tumbleweed': 'openSUSE Tumbleweed',
  sles: 'SLES',
  void: 'Void',
};

// Debian's point release is only in debian_version
function versionOf(said: Said, name: string, release: ReadonlyMap<string, string>): string {
  const version = release.get('VERSION_ID') ?? '';
  const debian = said.text('release.debian_version');
  if (name === 'Debian' && /^\d+\.\d+/.test(debian)) return debian;
  if (name === 'Debian' && version === '') return debian;
  if (name === 'CentOS' || name === 'RedHat')
    return /release (\d[\d.]*)/.exec(said.raw('release.redhat-release'))?.[1] ?? version;
  return version || 'NA';
}

function codename(said: Said, release: ReadonlyMap<string, string>): string {
  const own = release.get('VERSION_CODENAME') ?? release.get('UBUNTU_CODENAME');
  if (own) return own;
  const inVersion = /\(([^)]+)\)/.exec(release.get('VERSION') ?? '')?.[1];
  if (inVersion) return inVersion.split(' ')[0]!;
  const debian = said.text('release.debian_version');
  return debian.includes('/') ? debian.split('/')[0]! : 'NA';
}

function familyOf(name: string, id: string, like: string): string {
  const words = [id, ...like.split(/\s+/)];
  if (words.some((word) => word === 'debian' || word === 'ubuntu')) return 'Debian';
  if (
    words.some((word) => ['rhel', 'fedora', 'centos'].includes(word)) ||
    ['Amazon', 'OracleLinux'].includes(name)
  )
    return 'RedHat';
  if (words.some((word) => word.includes('suse') || word === 'sles')) return 'Suse';
  if (words.includes('arch')) return 'Archlinux';
  return name;
}
