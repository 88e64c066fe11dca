import type { SourcePos } from '../core/position.js';
import { decrypt } from './decrypt.js';
import { parseEnvelope } from './envelope.js';
import type { VaultSecret } from './secret.js';

/** What a vault held, and the secret that opens it, under the id that the vault names. */
export interface OpenedVault {
  readonly plain: Buffer;
  readonly secret: VaultSecret;
}

/** Decrypts so that what was in the vault can be put back as it was. */
export function openVault(text: string, secrets: readonly VaultSecret[], at?: SourcePos): OpenedVault {
  const plain = decrypt(text, secrets, at);
  const { id = 'default' } = parseEnvelope(text);
  const fits = secrets.find((secret) => opens(text, secret));
  return { plain, secret: { id, password: fits!.password } };
}

function opens(text: string, secret: VaultSecret): boolean {
  try {
    decrypt(text, [secret]);
    return true;
  } catch {
    return false;
  }
}
