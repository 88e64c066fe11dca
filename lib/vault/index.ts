export { decrypt } from './decrypt.js';
export { encrypt } from './encrypt.js';
export { isVaultText } from './envelope.js';
export { loadVaultSecrets, readPassword, type AskPassword } from './load-secrets.js';
export { openVault, type OpenedVault } from './open-vault.js';
export { makeDecrypter } from './make-decrypter.js';
export type { VaultSecret } from './secret.js';
