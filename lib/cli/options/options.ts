import { InvalidArgumentError, Option, type Command } from 'commander';

export const collect = (value: string, all: readonly string[]): string[] => [...all, value];
/** `-M a:b -M c` */
export const splitPaths = (given: readonly string[]): string[] => given.flatMap((paths) => paths.split(':'));
const count = (_: string, before: number): number => before + 1;

/** Refuses what is not a whole number of at least `least`; the text stays as it was typed. */
export const wholeNumberText =
  (least = -Infinity) =>
  (text: string): string => {
    if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
    if (Number(text) < least) throw new InvalidArgumentError(`It must be at least ${least}.`);
    return text;
  };

/** What the options below become, by the names that commander gives them. */
export interface Flags {
  readonly inventory: readonly string[];
  readonly limit?: string;
  readonly extraVars: readonly string[];
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly forks?: string;
  readonly user?: string;
  readonly connection?: string;
  readonly timeout?: string;
  readonly privateKey?: string;
  readonly sshCommonArgs?: string;
  readonly sshExtraArgs?: string;
  readonly sftpExtraArgs?: string;
  readonly scpExtraArgs?: string;
  readonly become?: boolean;
  readonly becomeUser?: string;
  readonly becomeMethod?: string;
  readonly askPass?: boolean;
  readonly connectionPasswordFile?: string;
  readonly askBecomePass?: boolean;
  readonly becomePasswordFile?: string;
  readonly vaultId: readonly string[];
  readonly vaultPasswordFile: readonly string[];
  readonly askVaultPassword?: boolean;
  readonly modulePath: readonly string[];
  readonly playbookDir?: string;
  readonly verbose: number;
  readonly color?: boolean;
}

/** Another spelling that is understood and not shown. */
class Spelling extends Option {
  constructor(
    flags: string,
    readonly meant: string,
  ) {
    super(flags);
    this.hideHelp();
  }

  override attributeName(): string {
    return this.meant;
  }
}

/** Every option that more than one command has, each meaning once; a list where it has several spellings. */
const table = {
  inventory: () => [
    new Option(
      '-i, --inventory <path>',
      'inventory file, directory, executable or list `a,b,`; may be repeated',
    )
      .argParser(collect)
      .default([], ''),
    new Spelling('--inventory-file <path>', 'inventory').argParser(collect),
  ],
  limit: () => [new Option('-l, --limit <pattern>', 'only these hosts')],
  extraVars: () => [
    new Option('-e, --extra-vars <vars>', 'variables: key=value, YAML, JSON or @file; may be repeated')
      .argParser(collect)
      .default([], ''),
  ],
  check: () => [new Option('-C, --check', 'change nothing; say what would change')],
  diff: () => [new Option('-D, --diff', 'show what changes in files')],
  forks: () => [
    new Option('-f, --forks <number>', 'hosts that work at the same time').argParser(wholeNumberText(1)),
  ],
  connection: () => [
    new Option('-u, --user <name>', 'log in as this user'),
    new Option('-c, --connection <type>', 'ssh, local or chroot'),
    new Option('-T, --timeout <seconds>', 'limit for connecting').argParser(wholeNumberText()),
    new Option('--key-file, --private-key <file>', 'key to log in with'),
    new Option('--ssh-common-args <args>', 'arguments of ssh, such as -o ProxyJump=gateway'),
    new Option('--ssh-extra-args <args>', 'more of them'),
    new Option('--sftp-extra-args <args>').hideHelp(),
    new Option('--scp-extra-args <args>').hideHelp(),
    new Option('-k, --ask-pass', 'ask for the password to log in with'),
    new Option(
      '--conn-pass-file, --connection-password-file <file>',
      'file with the password to log in with',
    ),
  ],
  become: () => [
    new Option('-b, --become', 'run tasks as another user'),
    new Option('--become-user <name>', 'the user to become (root)'),
    new Option('--become-method <method>', 'sudo, su or doas'),
    new Option('-K, --ask-become-pass', 'ask for the password of become'),
    new Option('--become-pass-file, --become-password-file <file>', 'file with the password of become'),
  ],
  vault: () => [
    new Option('--vault-id <id@source>', 'vault password: id@file, id@prompt or file; may be repeated')
      .argParser(collect)
      .default([], ''),
    new Option(
      '--vault-pass-file, --vault-password-file <file>',
      'file with the vault password; may be repeated',
    )
      .argParser(collect)
      .default([], ''),
    new Option('-J, --ask-vault-password', 'ask for the vault password'),
    new Spelling('--ask-vault-pass', 'askVaultPassword'),
  ],
  modulePath: () => [
    new Option('-M, --module-path <path>', 'directories of modules')
      .argParser(collect)
      .default([], '')
      .hideHelp(),
  ],
  playbookDir: () => [
    new Option(
      '--playbook-dir <directory>',
      'where roles, files, group_vars and host_vars are looked for; the current directory unless told',
    ),
  ],
  verbose: () => [new Option('-v, --verbose', 'say more; -vvv says most').argParser(count).default(0, '')],
  color: () => [new Option('--no-color', 'no colours')],
} satisfies Readonly<Record<string, () => readonly Option[]>>;

export type OptionName = keyof typeof table;

/** Gives a command these options, in this order. */
export function addOptions(command: Command, names: readonly OptionName[]): Command {
  for (const name of names) for (const option of table[name]()) command.addOption(option);
  return command;
}
