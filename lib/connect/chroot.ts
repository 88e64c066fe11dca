import type { Wrapper } from '../remote/transport.js';
import { finishedGeneration } from './finished-generation.js';

/** The shell's root is `root`. Whatever it writes, it writes inside: a link in an image cannot lead out. */
export const chrootWrapper =
  (root: string, exe = 'chroot'): Wrapper =>
  (argv) => [...unlessGeneration(root), exe, root, ...argv];

const unlessGeneration = (root: string): readonly string[] => [
  'sh',
  '-c',
  `${finishedGeneration}; if finished_generation "$1" >&2; then exit 125; fi; shift; exec "$@"`,
  'sh',
  root,
];

/**
 * A container of its own around `root`, without booting it; its streams are ours. Each shell is a container:
 * they share the directory (no lock of nspawn's) and its /tmp, or an upload would not be seen by the next.
 */
export const nspawnWrapper =
  (root: string, exe = 'systemd-nspawn'): Wrapper =>
  (argv) => [
    ...unlessGeneration(root),
    ...[
      'env',
      'SYSTEMD_NSPAWN_LOCK=0',
      'SYSTEMD_NSPAWN_TMPFS_TMP=0',
      exe,
      '--quiet',
      '--pipe',
      '--register=no',
    ],
    ...['--keep-unit', '--directory', root, '--', ...argv],
  ];
