import { existsSync } from 'node:fs';
import { isatty } from 'node:tty';
import { loadConfig, type Config } from '../../config/index.js';
import { becomeMethods } from '../../connect/become.js';
import { connectionNames } from '../../connect/connection-types.js';
import { TsplayError } from '../../core/problem.js';
import { didYouMean } from '../../core/suggest.js';
import { decrypting } from '../../run/decrypting.js';
import type { RunOptions } from '../../run/options.js';
import { duplicateKeysOf } from '../../run/settings.js';
import { askHostKey } from '../ask-host-key.js';
import { askLine, askOnTerminal } from '../ask.js';
import { pauseOnTerminal } from '../pause-on-terminal.js';
import { readExtraVars } from '../extra-vars.js';
import { loginPasswords } from './login-passwords.js';
import { wordsOfLine } from '../words-of-line.js';
import { splitPaths, type Flags } from './options.js';
import { vaultOptions } from './vault-options.js';

/** What the options that commands share, and ansible.cfg, say to the library. */
export async function engineOptions(
  flags: Flags,
  config: Config = loadConfig(),
): Promise<Omit<RunOptions, 'playbooks'>> {
  const vault = await vaultOptions(flags, config);
  const merge = config.text('DEFAULT_HASH_BEHAVIOUR') === 'merge';
  return {
    config,
    ...vault,
    inventory: inventoryOf(flags.inventory, config),
    extraVars: readExtraVars(flags.extraVars, {
      // they are read before the run, which hides what it reads itself
      decrypt: decrypting(vault, vault.secrets).decryptVault,
      duplicateKeys: duplicateKeysOf(config),
      merge,
    }),
    check: flags.check ?? false,
    diff: flags.diff ?? config.bool('DIFF_ALWAYS'),
    verbosity: verbosityOf(flags, config),
    libraryPath: [...splitPaths(flags.modulePath), ...config.list('DEFAULT_MODULE_PATH')],
    connection: await connectionOptions(flags, config),
    ...(flags.limit === undefined ? {} : { limit: flags.limit }),
    ...(flags.forks === undefined ? {} : { forks: Number(flags.forks) }),
    debugger: {
      ask: (text) => askLine({ text, secret: false, shownOn: process.stdout }),
      show: (text) => void process.stdout.write(`${text}\n`),
    },
    // process.stdin itself costs a start 3 ms
    ...(isatty(0) ? whoCanAnswer : {}),
  };
}

const whoCanAnswer = {
  ask: askOnTerminal,
  pause: pauseOnTerminal(process.stdout),
  trustHostKey: askHostKey,
} satisfies Partial<RunOptions>;

export const verbosityOf = (flags: { readonly verbose: number }, config: Config): number =>
  flags.verbose || (config.number('DEFAULT_VERBOSITY') ?? 0);

export function inventoryOf(given: readonly string[], config: Config): readonly string[] {
  if (given.length > 0) return given;
  return config.isSet('DEFAULT_HOST_LIST') ? config.list('DEFAULT_HOST_LIST') : defaultInventory(config);
}

// the file of the whole machine need not be there
const defaultInventory = (config: Config): readonly string[] =>
  config.list('DEFAULT_HOST_LIST').filter((file) => existsSync(file));

async function connectionOptions(
  flags: Flags,
  config: Config,
): Promise<NonNullable<RunOptions['connection']>> {
  refuseTypo('--connection', flags.connection, connectionNames());
  refuseUnknown('--become-method', flags.becomeMethod, becomeMethods());
  refuseTypo('transport of ansible.cfg', config.text('DEFAULT_TRANSPORT'), connectionNames());
  refuseUnknown('become_method of ansible.cfg', config.text('DEFAULT_BECOME_METHOD'), becomeMethods());
  wordsOfLine('--ssh-common-args', flags.sshCommonArgs ?? '');
  wordsOfLine('--ssh-extra-args', flags.sshExtraArgs ?? '');
  for (const name of commandLines) wordsOfLine(`${name} of the configuration`, config.text(name) ?? '');
  return {
    user: flags.user,
    connection: flags.connection,
    timeout: flags.timeout,
    privateKeyFile: flags.privateKey,
    sshCommonArgs: flags.sshCommonArgs,
    sshExtraArgs: flags.sshExtraArgs,
    become: flags.become,
    becomeUser: flags.becomeUser,
    becomeMethod: flags.becomeMethod,
    ...(await loginPasswords(flags, config)),
  };
}

const commandLines = [
  ...['ssh_args', 'ssh_common_args', 'ssh_extra_args'].map((name) => `ssh.${name}`),
  ...['DEFAULT_BECOME_FLAGS', 'sudo.become_flags', 'su.become_flags', 'doas.become_flags'],
];

const withoutCollection = (name: string): string =>
  name.replace(/^(ansible\.builtin|community\.general)\./, '');

// a connection that looks like none of ours is nobody's when all hosts have one of their own; a host that
// wants it fails with its name
function refuseTypo(what: string, value: string | undefined, known: readonly string[]): void {
  if (value !== undefined && didYouMean(value, known) !== undefined) refuseUnknown(what, value, known);
}

/** @throws TsplayError for a value that is not one of the known names, with or without their collection */
function refuseUnknown(what: string, value: string | undefined, known: readonly string[]): void {
  const names = [...new Set(known.map(withoutCollection))];
  if (value === undefined || names.includes(withoutCollection(value))) return;
  const hint = didYouMean(value, names) ?? `there are ${names.join(', ')}`;
  throw new TsplayError({ code: 'bad-usage', message: `${what}: nothing is called '${value}'`, hint });
}
