const chance = 'names a temporary file that is gone';
const far = 'even a local connection is the far end, so rsync sends where it would receive';
const words = 'what was done is in the diff, not in words';
const ownWords = 'in words of our own';
const changes = 'shows what changes, not all that is known before and after';
const sums = 'not made: sha1 is in checksum';

/**
 * Keys of results in which tsplay differs from a module of Ansible on purpose, and why. What users notice of it is in
 * docs/differences.md.
 */
export const moduleDifferences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ansible.builtin.assemble': { md5sum: sums, src: chance },
  'ansible.builtin.copy': { md5sum: sums, src: chance },
  'ansible.builtin.apt': {
    diff: 'what the package manager would say is not asked for',
    'check.stderr': words,
    'check.stderr_lines': words,
  },
  'ansible.builtin.file': { warnings: ownWords },
  'ansible.builtin.git': { diff: 'the versions; what lies between them is not asked for' },
  'ansible.builtin.template': { src: chance },
  'ansible.builtin.unarchive': {
    extract_results: 'what the program of the archive said is not kept',
    diff: 'in words of tar or of our own',
    handler: 'named by the compression',
    src: chance,
  },
  'ansible.builtin.get_url': {
    md5sum: sums,
    src: chance,
    'check.checksum_src': 'a check does not ask the server for what is not there',
    'check.elapsed': 'a check does not ask the server for what is not there',
    'check.msg': 'a check does not ask the server for what is not there',
  },
  'ansible.builtin.service': { 'check.msg': words },
  'ansible.builtin.user': {
    stderr: 'what the programs say is in the log of the task',
    stderr_lines: 'what the programs say is in the log of the task',
    warnings: ownWords,
  },
  'ansible.posix.synchronize': { cmd: far, diff: far, msg: far, stdout_lines: far },
  'community.crypto.openssh_keypair': {
    diff: changes,
    'check.comment': 'there is no key yet',
    'check.size': 'there is no key yet',
  },
  'community.crypto.openssl_csr': { diff: changes },
  'community.crypto.openssl_privatekey': { diff: changes },
  'community.crypto.x509_certificate': { diff: changes },
  'community.general.alternatives': { diff: changes, msg: words },
  'community.general.archive': {
    size: 'packed by another program',
    'check.archived': 'a check tells it too',
  },
  'community.general.git_config': { diff: 'of the option, not of a command' },
  'community.general.kernel_blacklist': { diff: 'of the text, with the name of the file above it' },
  'community.general.pam_limits': { diff: 'with the name of the file above it' },
  'community.general.timezone': { msg: words },
  'community.general.ufw': { commands: 'what changes something; not what looks' },
};
