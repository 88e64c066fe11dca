import { PyError } from '../jinja/index.js';

/** The bytes of base64 text as Python reads it: foreign characters are skipped, the padding must be right. */
export function decodeBase64(text: string): Buffer {
  let digits = '';
  let padding = 0;
  for (const char of text) {
    if (char === '=') {
      if (digits.length % 4 >= 2 && (digits.length % 4) + ++padding >= 4)
        return Buffer.from(digits, 'base64');
    } else if (/[A-Za-z0-9+/]/.test(char)) {
      padding = 0;
      digits += char;
    }
  }
  if (digits.length % 4 === 1)
    throw new PyError(
      'binascii.Error',
      `Invalid base64-encoded string: number of data characters (${digits.length}) cannot be 1 more than a multiple of 4`,
    );
  if (digits.length % 4 !== 0) throw new PyError('binascii.Error', 'Incorrect padding');
  return Buffer.from(digits, 'base64');
}
