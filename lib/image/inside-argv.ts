/** A command whose root is an image's, as root there, without what would reach the host. */
export const insideArgv = (root: string, argv: readonly string[]): readonly string[] => [
  ...[
    'setpriv',
    '--bounding-set',
    DROPPED.map((name) => `-${name}`).join(','),
    'chroot',
    root,
    '/usr/bin/env',
    '-i',
  ],
  ...Object.entries(ENVIRONMENT).map(([name, value]) => `${name}=${value}`),
  ...argv,
];

/** What a build needs none of, and what would reach the host. */
const DROPPED = [
  'mknod',
  'sys_admin',
  'sys_module',
  'sys_rawio',
  'sys_ptrace',
  'sys_boot',
  'sys_time',
  'net_admin',
  'syslog',
];

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
  TSPLAY_PLACE: 'image',
};
