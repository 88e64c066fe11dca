/** Where one piece of a link may come from. Earlier sources win: variable, keyword, command line, environment. */
export interface ConnectionOption {
  readonly name: ConnectionOptionName;
  readonly doc: string;
  readonly variables: readonly string[];
  readonly keyword?: string;
  /** Long flags of the command line. */
  readonly flags?: readonly string[];
  readonly environment?: readonly string[];
  readonly secret?: boolean;
}

export type ConnectionOptionName =
  | 'connection'
  | 'host'
  | 'port'
  | 'user'
  | 'password'
  | 'privateKeyFile'
  | 'privateKeyPassphrase'
  | 'hostKeyChecking'
  | 'knownHostsFile'
  | 'sshArgs'
  | 'sshCommonArgs'
  | 'sshExtraArgs'
  | 'timeout'
  | 'retries'
  | 'idleTimeout'
  | 'shell'
  | 'tempDir'
  | 'chrootExe'
  | 'root'
  | 'become'
  | 'becomeMethod'
  | 'becomeUser'
  | 'becomePassword'
  | 'becomeFlags'
  | 'becomeExe';

/** Every variable, keyword, flag and environment variable that says how a host is reached. */
export const connectionOptions: readonly ConnectionOption[] = [
  {
    name: 'connection',
    doc: 'How the host is reached: ssh, local, chroot, nspawn.',
    variables: ['ansible_connection'],
    keyword: 'connection',
    flags: ['connection'],
    environment: ['ANSIBLE_TRANSPORT'],
  },
  {
    name: 'host',
    doc: 'The address to connect to. Default: the name in the inventory.',
    variables: ['ansible_host', 'ansible_ssh_host'],
  },
  {
    name: 'port',
    doc: 'The port of the ssh server.',
    variables: ['ansible_port', 'ansible_ssh_port'],
    keyword: 'port',
    environment: ['ANSIBLE_REMOTE_PORT'],
  },
  {
    name: 'user',
    doc: 'Who to log in as.',
    variables: ['ansible_user', 'ansible_ssh_user'],
    keyword: 'remote_user',
    flags: ['user'],
    environment: ['ANSIBLE_REMOTE_USER'],
  },
  {
    name: 'password',
    doc: 'The login password.',
    variables: ['ansible_password', 'ansible_ssh_pass', 'ansible_ssh_password'],
    flags: ['connection-password'],
    secret: true,
  },
  {
    name: 'privateKeyFile',
    doc: 'The private key to log in with.',
    variables: ['ansible_private_key_file', 'ansible_ssh_private_key_file'],
    flags: ['private-key'],
    environment: ['ANSIBLE_PRIVATE_KEY_FILE'],
  },
  {
    name: 'privateKeyPassphrase',
    doc: 'The passphrase of the private key.',
    variables: ['ansible_private_key_passphrase', 'ansible_ssh_private_key_passphrase'],
    secret: true,
  },
  {
    name: 'hostKeyChecking',
    doc: 'yes, no, or accept-new: take a key that is not known and remember it.',
    variables: ['ansible_host_key_checking', 'ansible_ssh_host_key_checking'],
    environment: ['ANSIBLE_HOST_KEY_CHECKING', 'ANSIBLE_SSH_HOST_KEY_CHECKING'],
  },
  {
    name: 'knownHostsFile',
    doc: 'File of known host keys in place of ~/.ssh/known_hosts.',
    variables: ['ansible_known_hosts_file', 'ansible_ssh_known_hosts_file'],
  },
  {
    name: 'sshArgs',
    doc: 'ssh options that win over everything else.',
    variables: ['ansible_ssh_args'],
    environment: ['ANSIBLE_SSH_ARGS'],
  },
  {
    name: 'sshCommonArgs',
    doc: 'ssh options such as -o ProxyCommand=… or -J gate.',
    variables: ['ansible_ssh_common_args'],
    flags: ['ssh-common-args'],
    environment: ['ANSIBLE_SSH_COMMON_ARGS'],
  },
  {
    name: 'sshExtraArgs',
    doc: 'More ssh options.',
    variables: ['ansible_ssh_extra_args'],
    flags: ['ssh-extra-args'],
    environment: ['ANSIBLE_SSH_EXTRA_ARGS'],
  },
  {
    name: 'timeout',
    doc: 'Seconds each phase of connecting may take.',
    variables: ['ansible_ssh_timeout', 'ansible_timeout'],
    flags: ['timeout'],
    environment: ['ANSIBLE_TIMEOUT', 'ANSIBLE_SSH_TIMEOUT'],
  },
  {
    name: 'retries',
    doc: 'How often connecting is tried again. Default: 0.',
    variables: ['ansible_ssh_retries'],
    environment: ['ANSIBLE_SSH_RETRIES'],
  },
  {
    name: 'idleTimeout',
    doc: 'Seconds without any sign of life after which a host is lost.',
    variables: ['ansible_ssh_idle_timeout'],
  },
  {
    name: 'shell',
    doc: 'The POSIX shell at the host.',
    variables: ['ansible_shell_executable', 'ansible_executable'],
    environment: ['ANSIBLE_EXECUTABLE'],
  },
  {
    name: 'tempDir',
    doc: 'Where temporary files may go at the host.',
    variables: ['ansible_remote_tmp'],
    environment: ['ANSIBLE_REMOTE_TMP', 'ANSIBLE_REMOTE_TEMP'],
  },
  {
    name: 'chrootExe',
    doc: 'The chroot program.',
    variables: ['ansible_chroot_exe'],
    environment: ['ANSIBLE_CHROOT_EXE'],
  },
  {
    name: 'root',
    doc: 'The directory of the chroot or container. Default: the address.',
    variables: ['ansible_chroot_root'],
  },
  {
    name: 'become',
    doc: 'Become another user?',
    variables: ['ansible_become'],
    keyword: 'become',
    flags: ['become'],
    environment: ['ANSIBLE_BECOME'],
  },
  {
    name: 'becomeMethod',
    doc: 'sudo, su or doas.',
    variables: ['ansible_become_method'],
    keyword: 'become_method',
    flags: ['become-method'],
    environment: ['ANSIBLE_BECOME_METHOD'],
  },
  {
    name: 'becomeUser',
    doc: 'Who to become.',
    variables: ['ansible_become_user', 'ansible_METHOD_user'],
    keyword: 'become_user',
    flags: ['become-user'],
    environment: ['ANSIBLE_BECOME_USER', 'ANSIBLE_METHOD_USER'],
  },
  {
    name: 'becomePassword',
    doc: 'The password that the become method asks for.',
    variables: ['ansible_become_password', 'ansible_become_pass', 'ansible_METHOD_pass'],
    flags: ['become-password'],
    environment: ['ANSIBLE_BECOME_PASS', 'ANSIBLE_METHOD_PASS'],
    secret: true,
  },
  {
    name: 'becomeFlags',
    doc: 'Options of the become program in place of the usual ones.',
    variables: ['ansible_become_flags', 'ansible_METHOD_flags'],
    keyword: 'become_flags',
    environment: ['ANSIBLE_BECOME_FLAGS', 'ANSIBLE_METHOD_FLAGS'],
  },
  {
    name: 'becomeExe',
    doc: 'The become program.',
    variables: ['ansible_become_exe', 'ansible_METHOD_exe'],
    keyword: 'become_exe',
    environment: ['ANSIBLE_BECOME_EXE', 'ANSIBLE_METHOD_EXE'],
  },
];
