import type { SourcePos } from '../core/position.js';
import { TsplayError } from '../core/problem.js';

/** The text of a file, decrypted when the whole of it is vault-encrypted. */
export function decryptFile(
  text: string,
  path: string,
  decrypt?: (ciphertext: string, at: SourcePos) => string,
): string {
  if (!text.startsWith('$ANSIBLE_VAULT;')) return text;
  const at = { file: path, line: 1, column: 1 };
  if (decrypt) return decrypt(text, at);
  throw new TsplayError({
    code: 'vault-no-password',
    message: 'the file is encrypted and no vault password was given',
    at,
  });
}
