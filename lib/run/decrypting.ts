import { decrypt as decryptVaultBytes, isVaultText, makeDecrypter } from '../vault/index.js';

import type { RunOptions } from './options.js';
import { addVaulted } from './add-vaulted.js';
import type { Secrets } from './secrets.js';

/** Whatever is encrypted is decrypted in one place; what was encrypted is never shown, and is looked through once. */
export function decrypting(
  options: Pick<RunOptions, 'vaultSecrets' | 'decryptVault' | 'unvault' | 'templating'>,
  secrets: Secrets,
): Required<Pick<RunOptions, 'decryptVault' | 'unvault' | 'templating'>> {
  const { vaultSecrets = [] } = options;
  const decryptVault = options.decryptVault ?? makeDecrypter(vaultSecrets);
  const unvaultBytes = (content: Buffer): Buffer =>
    isVaultText(content.toString('latin1', 0, 16))
      ? decryptVaultBytes(content.toString('latin1'), vaultSecrets)
      : content;
  const { unvault = unvaultBytes } = options;
  const hidden = new Set<string>();
  return {
    unvault,
    templating: {
      unvault: (text) => unvault(Buffer.from(text)).toString('utf8'),
      ...options.templating,
    },
    decryptVault: (ciphertext, at) => {
      const text = decryptVault(ciphertext, at);
      if (!hidden.has(ciphertext)) addVaulted(secrets, text, at);
      hidden.add(ciphertext);
      return text;
    },
  };
}
