const chance = 'names a temporary file that is gone';
const far = 'even a local connection is the far end, so rsync sends where it would receive';
const words = 'what was done is in the diff, not in words';
const ownWords = 'in words of our own';
const sums = 'not made: sha1 is in checksum';

/**
 * Keys of results in which tsplay differs from a module of Ansible on purpose, and why. What users notice of it is in
 * docs/differences.md.
 */
export const moduleDifferences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ansible.builtin.assemble': { md5sum: sums, src: chance },
  'ansible.builtin.copy': { md5sum: sums, src: chance },
  'ansible.builtin.file': { warnings: ownWords },
  'ansible.builtin.find': { examined: 'what is below the depth is not looked at' },
  'ansible.builtin.template': { src: chance },
  'ansible.builtin.unarchive': {
    extract_results: 'what the program of the archive said is not kept',
    handler: 'named by the compression',
    src: chance,
  },
  'ansible.builtin.get_url': { md5sum: sums, src: chance },
  'ansible.builtin.user': {
    stderr: 'what the programs say is in the log of the task',
    stderr_lines: 'what the programs say is in the log of the task',
    warnings: ownWords,
  },
  'ansible.posix.synchronize': { cmd: far, msg: far, stdout_lines: far },
  'community.general.alternatives': { msg: words },
  'community.general.archive': { size: 'packed by another program' },
  'community.general.timezone': { msg: words },
};
