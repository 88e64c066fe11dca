import { PyText } from '../jinja/index.js';

/** Text whose value stands encrypted in the user's file: its plain text everywhere, decrypted at first use. */
export class VaultedText extends PyText {
  constructor(
    readonly ciphertext: string,
    decrypt: () => string,
  ) {
    super('');
    Object.defineProperty(this, 'text', { get: decrypt, enumerable: false });
  }
}
