import type { VaultCipher } from '../template/index.js';
import { decrypt } from '../vault/decrypt.js';
import { encrypt } from '../vault/encrypt.js';

/** The filters vault and unvault of templates. */
export const vaultCipher: VaultCipher = {
  encrypt: (plain, { password, id, salt }) =>
    encrypt(plain, { id, password }, salt === undefined ? undefined : Buffer.from(salt, 'utf8')),
  decrypt: (text, password) => decrypt(text, [{ id: 'filter_default', password }]).toString('utf8'),
};
