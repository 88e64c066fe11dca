import { readFileSync } from 'node:fs';
import type { RunOptions } from '../../index.js';
import { askOnTerminal } from '../ask.js';
import { readExtraVars } from '../extra-vars.js';
import type { Flags } from './options.js';
import { vaultOptions } from './vault-options.js';

/** What the options that commands share say to the library. */
export async function engineOptions(flags: Flags): Promise<Omit<RunOptions, 'playbooks'>> {
  return {
    inventory: flags.inventory,
    extraVars: readExtraVars(flags.extraVars),
    check: flags.check ?? false,
    diff: flags.diff ?? false,
    verbosity: flags.verbose,
    connection: await connectionOptions(flags),
    ...(await vaultOptions(flags)),
    ...(flags.limit === undefined ? {} : { limit: flags.limit }),
    ...(flags.forks === undefined ? {} : { forks: Number(flags.forks) }),
    ...(process.stdin.isTTY ? { ask: askOnTerminal } : {}),
  };
}

async function connectionOptions(flags: Flags): Promise<NonNullable<RunOptions['connection']>> {
  const password = flags.askPass
    ? await askOnTerminal({ text: 'SSH password: ', secret: true })
    : passwordOf(flags.connectionPasswordFile);
  const becomePassword = flags.askBecomePass
    ? (await askOnTerminal({ text: 'BECOME password: ', secret: true })) || password
    : passwordOf(flags.becomePasswordFile);
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
    password,
    becomePassword,
  };
}

const passwordOf = (file: string | undefined): string | undefined =>
  file === undefined ? undefined : readFileSync(file === '-' ? 0 : file, 'utf8').replace(/[\r\n]+$/, '');
