import type { RunOptions } from '../../index.js';
import { decrypt } from '../../vault/decrypt.js';
import { isVaultText } from '../../vault/envelope.js';
import { loadVaultSecrets } from '../../vault/load-secrets.js';
import { makeDecrypter } from '../../vault/make-decrypter.js';
import type { VaultSecret } from '../../vault/secret.js';
import { askOnTerminal } from '../ask.js';
import type { Flags } from './options.js';

type VaultOptions = Pick<RunOptions, 'decryptVault' | 'unvault' | 'templating'>;

/** How a run reads what is encrypted, with the passwords that the command line names. */
export async function vaultOptions(flags: Flags): Promise<VaultOptions> {
  const secrets = await vaultSecrets(flags);
  const unvault = (content: Buffer): Buffer =>
    isVaultText(content.toString('latin1', 0, 32)) ? decrypt(content.toString('latin1'), secrets) : content;
  return {
    decryptVault: makeDecrypter(secrets),
    unvault,
    templating: { unvault: (text) => decrypt(text, secrets).toString('utf8') },
  };
}

/** The passwords of `--vault-id`, `--vault-password-file` and `--ask-vault-password`, in that order. */
export async function vaultSecrets(flags: Flags): Promise<VaultSecret[]> {
  const sources = [...flags.vaultId, ...flags.vaultPasswordFile];
  const asked = flags.askVaultPassword ? ['default@prompt_ask_vault_pass'] : [];
  return loadVaultSecrets([...sources, ...asked], askVaultPassword);
}

const askVaultPassword = (id: string): Promise<string> =>
  askOnTerminal({ text: `Vault password${id === 'default' ? '' : ` (${id})`}: `, secret: true });
