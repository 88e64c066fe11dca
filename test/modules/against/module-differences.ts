const chance = 'names a temporary file that is gone';
const sums = 'not made: sha1 is in checksum';

/**
 * Keys of results in which tsplay differs from a module of Ansible on purpose, and why. What users notice of it is in
 * docs/differences.md.
 */
export const moduleDifferences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ansible.builtin.assemble': { md5sum: sums, src: chance },
  'ansible.builtin.copy': { md5sum: sums, src: chance },
  'ansible.builtin.find': { examined: 'what is below the depth is not looked at' },
  'ansible.builtin.template': { src: chance },
  'ansible.builtin.unarchive': {
    extract_results: 'what the program of the archive said is not kept',
    handler: 'named by the compression',
    src: chance,
  },
  'community.general.archive': { size: 'packed by another program' },
};
