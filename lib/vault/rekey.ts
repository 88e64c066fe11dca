import type { SourcePos } from '../core/position.js';
import { decrypt } from './decrypt.js';
import { encrypt } from './encrypt.js';
import type { VaultSecret } from './secret.js';

/** The same content under another password. */
export function rekey(
  text: string,
  secrets: readonly VaultSecret[],
  next: VaultSecret,
  at?: SourcePos,
): string {
  return encrypt(decrypt(text, secrets, at), next);
}
