import type { SourcePos } from '../core/position.js';
import { TsplayError } from '../core/problem.js';
import { decrypt } from './decrypt.js';
import type { VaultSecret } from './secret.js';

/** The `decrypt` option of the YAML and inventory loaders. Each text is decrypted once. */
export function makeDecrypter(
  secrets: readonly VaultSecret[],
): (ciphertext: string, at: SourcePos) => string {
  const known = new Map<string, string>();
  return (ciphertext, at) => {
    const plain = known.get(ciphertext) ?? toText(decrypt(ciphertext, secrets, at), at);
    known.set(ciphertext, plain);
    return plain;
  };
}

function toText(bytes: Uint8Array, at: SourcePos): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new TsplayError({ code: 'vault-not-text', message: 'what this vault holds is not UTF-8 text', at });
  }
}
