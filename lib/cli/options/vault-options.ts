import { loadConfig, type Config } from '../../config/index.js';
import type { RunOptions } from '../../run/options.js';
import { Secrets } from '../../run/secrets.js';
import { loadVaultSecrets, makeDecrypter, type AskPassword, type VaultSecret } from '../../vault/index.js';
import { askTwice } from '../ask-twice.js';
import { askOnTerminal } from '../ask.js';
import type { Flags } from './options.js';

/** How a run reads what is encrypted, with the passwords that the command line and ansible.cfg name. */
export async function vaultOptions(
  flags: Flags,
  config: Config = loadConfig(),
): Promise<Required<Pick<RunOptions, 'vaultSecrets' | 'decryptVault'>> & { readonly secrets: Secrets }> {
  const passwords = await vaultSecrets(flags, config);
  return { vaultSecrets: passwords, decryptVault: makeDecrypter(passwords), secrets: new Secrets() };
}

const typed = 'prompt_ask_vault_pass';

/** Vault ids first, then password files, then what is typed: twice where it is going to encrypt. */
export async function vaultSecrets(
  flags: Pick<Flags, 'vaultId' | 'vaultPasswordFile' | 'askVaultPassword'>,
  config: Config = loadConfig(),
  isNew = false,
): Promise<VaultSecret[]> {
  const id = config.text('DEFAULT_VAULT_IDENTITY') ?? 'default';
  const file = config.text('DEFAULT_VAULT_PASSWORD_FILE');
  const ids = [...config.list('DEFAULT_VAULT_IDENTITY_LIST'), ...flags.vaultId];
  const files = [...flags.vaultPasswordFile, ...(file === undefined ? [] : [file])];
  const asks = flags.askVaultPassword ?? config.bool('DEFAULT_ASK_VAULT_PASS');
  const sources = [...ids, ...files.map((one) => `${id}@${one}`), ...(asks ? [`${id}@${typed}`] : [])];
  const askFor: AskPassword = (asked) => {
    const what = sources.includes(`${asked}@${typed}`) ? 'password' : `password (${asked})`;
    return isNew ? askTwice(`Vault ${what}`) : askOnTerminal({ text: `Vault ${what}: `, secret: true });
  };
  const warn = (text: string): void => void process.stderr.write(`[WARNING]: ${text}\n`);
  const secrets = await loadVaultSecrets(sources, askFor, warn);
  const onlyItsOwn = !/^(false|no|off|0|)$/i.test(config.text('DEFAULT_VAULT_ID_MATCH') ?? '');
  return onlyItsOwn ? secrets.map((secret) => ({ ...secret, onlyItsOwn })) : secrets;
}
