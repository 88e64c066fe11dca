import { LookupError } from './lookup-error.js';

/** The text of a file in an encoding by its name in Python: utf-8, latin-1, ascii, utf-16. */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  const name = encoding.toLowerCase().replaceAll('_', '-');
  if (['latin-1', 'iso-8859-1', 'latin1', 'l1'].includes(name)) return Buffer.from(bytes).toString('latin1');
  if (['ascii', 'us-ascii'].includes(name)) return ascii(bytes);
  try {
    return new TextDecoder(name.replace(/^utf(\d)/, 'utf-$1'), { ignoreBOM: true }).decode(bytes);
  } catch {
    throw new LookupError(`unknown encoding: ${encoding}`, 'LookupError');
  }
}

function ascii(bytes: Uint8Array): string {
  const at = bytes.findIndex((byte) => byte > 127);
  if (at < 0) return Buffer.from(bytes).toString('latin1');
  throw new LookupError(
    `'ascii' codec can't decode byte 0x${bytes[at]!.toString(16)} in position ${at}: ordinal not in range(128)`,
    'UnicodeDecodeError',
  );
}
