import { TsplayError } from '../core/problem.js';

/**
 * Text of a file in UTF-8, or in UTF-16 when a byte order mark says so.
 *
 * @throws TsplayError naming the line of the first byte that is not text
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const line = encoding === 'utf-8' ? lineOfBadByte(bytes) : 1;
    const message = `the file is not ${encoding.toUpperCase()} text`;
    throw new TsplayError({ code: 'not-text', message, at: { file, line, column: 1 } });
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

// lines before the bad one decode without loss
function lineOfBadByte(bytes: Uint8Array): number {
  const lenient = new TextDecoder().decode(bytes);
  const good = lenient.split('\n').findIndex((line) => line.includes('\ufffd'));
  return good + 1;
}
