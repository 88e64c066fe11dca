import { bytesOf } from '../../lib/remote/bytes.js';

/** The text in an encoding that Python has under this name; undefined when it is none of those known here. */
export function encode(text: string, encoding: string): Buffer | undefined {
  const name = encoding.toLowerCase().replace(/[-_]/g, '');
  if (name === 'utf8') return bytesOf(text);
  if (name === 'utf16le') return Buffer.from(text, 'utf16le');
  const highest = { ascii: 0x7f, usascii: 0x7f, latin1: 0xff, iso88591: 0xff }[name];
  if (highest === undefined) return undefined;
  const outside = [...text].find((character) => character.codePointAt(0)! > highest);
  if (outside !== undefined)
    throw new RangeError(`${encoding} has no character for ${JSON.stringify(outside)}`);
  return Buffer.from(text, 'latin1');
}
