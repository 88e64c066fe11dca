/**
 * A command whose root is an image's, as root there, without what would reach the host. Only what changes the root
 * may change roots, and it gives that up on the way: who may is not kept in by any.
 */
export const insideArgv = (root: string, argv: readonly string[]): readonly string[] => [
  ...['setpriv', '--bounding-set', ['-all', ...[...KEPT, ...GIVEN_UP].map((name) => `+${name}`)].join(',')],
  ...['capsh', `--chroot=${root}`, `--drop=${GIVEN_UP.map((name) => `cap_${name}`).join(',')}`],
  ...['--shell=/usr/bin/env', '--', '-i'],
  ...Object.entries(ENVIRONMENT).map(([name, value]) => `${name}=${value}`),
  ...argv,
];

/**
 * All that packages, accounts and file capabilities need. Not among them: dac_read_search, which opens files of the
 * host's file system by their handles; net_bind_service and net_raw, since the network is the host's; mknod, sys_*.
 */
const KEPT = 'chown dac_override fowner fsetid kill setgid setuid setfcap audit_write'.split(' ');

const GIVEN_UP = ['sys_chroot', 'setpcap'];

const ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  USER: 'root',
  LOGNAME: 'root',
  SHELL: '/bin/sh',
  TERM: 'dumb',
  LANG: 'C.UTF-8',
  TMPDIR: '/tmp',
  SYSTEMD_OFFLINE: '1',
  DEBIAN_FRONTEND: 'noninteractive',
  // what dpkg unpacks need not be on disk package by package: a generation is synced as a whole before it is finished
  DPKG_FORCE: 'unsafe-io',
  TSPLAY_PLACE: 'image',
};
