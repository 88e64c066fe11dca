import type { ArgsOf } from '../../lib/schema/index.js';
import type { syncArgs } from './index.js';

export type Sync = ArgsOf<typeof syncArgs>;

/** Stands before every line of what rsync changed. */
export const MARK = '<<CHANGED>>';

/** The options of rsync for the arguments. */
export const rsyncWords = (args: Sync, isCheck: boolean): string[] => [
  ...(args.delay_updates ? ['--delay-updates', '-F'] : []),
  ...(args.compress ? ['--compress'] : []),
  ...(args.rsync_timeout > 0 ? [`--timeout=${args.rsync_timeout}`] : []),
  ...(isCheck ? ['--dry-run'] : []),
  ...(args.delete ? ['--delete-after'] : []),
  ...(args.existing_only ? ['--existing'] : []),
  ...(args.checksum ? ['--checksum'] : []),
  ...(args.copy_links ? ['--copy-links'] : []),
  ...(args.archive ? ['--archive'] : []),
  ...partsOfArchive.flatMap((part) => kept(part, args)),
  ...(args.dirs ? ['--dirs'] : []),
  ...(args.rsync_path === undefined ? [] : [`--rsync-path=${args.rsync_path}`]),
  ...args.rsync_opts,
  ...(args.partial ? ['--partial'] : []),
  ...linked(args),
  `--out-format=${MARK}%i %n%L`,
];

const partsOfArchive = ['recursive', 'links', 'perms', 'times', 'owner', 'group'] as const;

function kept(part: (typeof partsOfArchive)[number], args: Sync): string[] {
  if (args.archive) return args[part] === false ? [`--no-${part}`] : [];
  return args[part] === true ? [`--${part}`] : [];
}

// rsync tells of a new hard link only when it is asked to tell much
const linked = ({ link_dest: to = [] }: Sync): string[] =>
  to.length === 0 ? [] : ['-H', '-vv', ...to.map((each) => `--link-dest=${each}`)];
