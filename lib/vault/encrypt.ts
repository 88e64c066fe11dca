import { seal } from './cipher.js';
import { formatEnvelope } from './envelope.js';
import type { VaultSecret } from './secret.js';

/**
 * Encrypts as `ansible-vault encrypt` does. The secret's id is written into the text unless it is `default`.
 *
 * @example encrypt('password: x\n', { id: 'prod', password })
 */
export function encrypt(plain: string | Uint8Array, secret: VaultSecret, salt?: Buffer): string {
  const bytes = typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain;
  if (/[\r\n;]/.test(secret.id))
    throw new RangeError(`the vault id '${secret.id}' has a character that cannot stand in a header`);
  return formatEnvelope(seal(bytes, secret.password, secret.id === 'default' ? undefined : secret.id, salt));
}
