import { decrypt as decryptVaultBytes, isVaultText, makeDecrypter } from '../vault/index.js';

import type { RunOptions } from './options.js';
import { addVaulted } from './add-vaulted.js';
import type { Secrets } from './secrets.js';

/** Whatever is encrypted is decrypted in one place; what was encrypted is never shown. */
export function decrypting(
  options: RunOptions,
  secrets: Secrets,
): Pick<RunOptions, 'decryptVault' | 'unvault' | 'templating'> {
  const { vaultSecrets = [] } = options;
  const decryptVault = options.decryptVault ?? makeDecrypter(vaultSecrets);
  const unvaultBytes = (content: Buffer): Buffer =>
    isVaultText(content.toString('latin1', 0, 16))
      ? decryptVaultBytes(content.toString('latin1'), vaultSecrets)
      : content;
  const { unvault = unvaultBytes } = options;
  return {
    unvault,
    templating: {
      unvault: (text) => unvault(Buffer.from(text)).toString('utf8'),
      ...options.templating,
    },
    decryptVault: (ciphertext, at) => {
      const text = decryptVault(ciphertext, at);
      addVaulted(secrets, text, at);
      return text;
    },
  };
}
