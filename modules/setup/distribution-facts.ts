import { readAssignments, type Said } from './frames.js';
import { releaseFileFacts } from './release-file-facts.js';

type Facts = Record<string, string | boolean>;

/** distribution*, os_family and lsb, by Ansible's names. */
export function distributionFacts(said: Said): Facts {
  const release = readAssignments(said.raw('os_release'));
  const id = release.get('ID') ?? '';
  const name = names[id] ?? (release.get('NAME') || said.text('system'));
  const family = familyOf(name, id, release.get('ID_LIKE') ?? '');
  const version = versionOf(said, id, release);
  const minor = minorOf(said, name, version);
  return {
    distribution: name,
    distribution_version: version,
    distribution_major_version: version.split('.')[0]!,
    ...(minor === undefined ? {} : { distribution_minor_version: minor }),
    distribution_release: codename(said, family, release),
    ...releaseFileFacts(said, name, family),
    os_family: family,
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

// Debian's point release is only in debian_version, that of older CentOS only in redhat-release
function versionOf(said: Said, id: string, release: ReadonlyMap<string, string>): string {
  const version = release.get('VERSION_ID') || 'NA';
  const debian = said.text('release.debian_version');
  if (id === 'debian' && (/^\d+\.\d+/.test(debian) || version === 'NA')) return debian || version;
  if (id !== 'centos') return version;
  return /release (\d+(?:\.\d+)?)/.exec(said.raw('release.redhat-release'))?.[1] ?? version;
}

// told for Debian and Amazon only
function minorOf(said: Said, name: string, version: string): string | undefined {
  if (name === 'Amazon') return version.split('.')[1] ?? 'NA';
  return name === 'Debian' ? /^\d+\.(\d+)/.exec(said.text('release.debian_version'))?.[1] : undefined;
}

function codename(said: Said, family: string, release: ReadonlyMap<string, string>): string {
  if (family === 'Suse') return (release.get('VERSION_ID') ?? '').split('.')[1] ?? '';
  if (said.raw('release.centos-release').includes('CentOS Stream')) return 'Stream';
  const own = release.get('VERSION_CODENAME') ?? release.get('UBUNTU_CODENAME');
  if (own !== undefined) return own;
  const inVersion = /\(([^)]+)\)/.exec(release.get('VERSION') ?? '')?.[1];
  if (inVersion) return inVersion;
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
