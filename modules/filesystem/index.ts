import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'filesystem',
  collection: 'community.general',
  summary: 'Makes, grows and wipes file systems',
  notes: [
    'What is on the device is what blkid finds there. Another file system is overwritten with `force` only; what blkid does not know is overwritten always.',
  ],
  examples: `
- name: A file system for scratch data, as large as its partition
  filesystem:
    dev: /dev/sdb1
    fstype: ext4
    opts: -L scratch
    resizefs: true`,
  args: {
    dev: path({ doc: 'The device, or the file of one', required: true, aliases: ['device'] }),
    fstype: choice(
      [
        ...['btrfs', 'ext2', 'ext3', 'ext4', 'ext4dev', 'f2fs', 'lvm', 'ocfs2', 'reiserfs', 'swap'],
        ...['ufs', 'vfat', 'xfs'],
      ] as const,
      { doc: 'Which; ufs is not supported', aliases: ['type'] },
    ),
    state: choice(['absent', 'present'], { doc: 'absent wipes the signatures', fallback: 'present' }),
    force: bool({ doc: 'Make a new one, whatever is there; always changes', fallback: false }),
    resizefs: bool({
      doc: 'Grow one that is smaller than its device (btrfs, ext, f2fs, lvm, vfat; xfs and btrfs where mounted)',
      fallback: false,
    }),
    opts: text({ doc: 'More words for mkfs' }),
  },
  rules: [{ kind: 'required_if', name: 'state', is: 'present', names: ['fstype'] }],
  returns: { msg: text({ doc: 'What was resized, or why not' }) },
  script: scriptBeside(import.meta.url, 'filesystem.sh', 'collect'),
  prepare: (args) => ({ mkfs_words: (args.opts ?? '').split(/\s+/).filter((word) => word !== '') }),
});
