import { TsplayError } from '../../core/problem.js';
import type { VaultSecret } from '../../vault/index.js';
import { askTwice } from '../ask-twice.js';

/**
 * The one secret to encrypt with: the only one, the one whose id is asked for, or a new one that is typed twice.
 * @throws TsplayError when there are several to choose from
 */
export async function encryptingSecret(
  secrets: readonly VaultSecret[],
  id: string | undefined,
): Promise<VaultSecret> {
  const ids = secrets.map((secret) => secret.id);
  if (id !== undefined) return secretOf(secrets, id, ids);
  if (ids.length > 1) {
    const message = `The vault-ids ${ids.join(',')} are available to encrypt. Specify the vault-id to encrypt with --encrypt-vault-id`;
    throw new TsplayError({ code: 'bad-usage', message });
  }
  return secrets[0] ?? { id: 'default', password: await askTwice('Vault password') };
}

function secretOf(secrets: readonly VaultSecret[], id: string, ids: readonly string[]): VaultSecret {
  const secret = secrets.find((each) => each.id === id);
  if (secret) return secret;
  const known = ids.map((each) => `'${each}'`).join(', ');
  const message = `Did not find a match for --encrypt-vault-id=${id} in the known vault-ids [${known}]`;
  throw new TsplayError({ code: 'unknown-vault-id', message });
}
