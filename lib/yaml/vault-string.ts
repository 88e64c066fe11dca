import type { SourcePos } from '../core/position.js';
import { TemplateString } from '../core/value.js';

/**
 * The text under `!vault`, decrypted at its first use, so that a missing password only matters to those who
 * need the value. It stands among TemplateStrings as another text that must be rendered before use, but what
 * it holds is data: a renderer takes its `text` as it is.
 */
export class VaultString extends TemplateString {
  constructor(
    readonly ciphertext: string,
    at: SourcePos,
    decrypt: (ciphertext: string, at: SourcePos) => string,
  ) {
    super('', at);
    let plain: string | undefined;
    Object.defineProperty(this, 'text', {
      get: () => (plain ??= decrypt(ciphertext, at)),
      enumerable: false,
    });
  }
}
