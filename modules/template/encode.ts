import { bytesOf } from '../../lib/remote/bytes.js';

/**
 * Text in an encoding by its Python name; undefined when it is none that we have: UTF-8 (also for an empty name),
 * UTF-16-LE, ASCII, Latin-1 and the encodings of one byte that the WHATWG's Encoding Standard lists.
 * @throws RangeError when the encoding has no byte for a character
 * @example encode('5 €', 'windows-1252') // <35 20 80>
 */
export function encode(text: string, encoding: string): Buffer | undefined {
  const name = encoding.toLowerCase().replace(/[-_]/g, '');
  if (name === '' || name === 'utf8') return bytesOf(text);
  if (name === 'utf16le') return Buffer.from(text, 'utf16le');
  const highest = { ascii: 0x7f, usascii: 0x7f, latin1: 0xff, iso88591: 0xff }[name];
  const byteOf =
    highest === undefined
      ? tableOf(encoding)
      : (character: string): number | undefined => within(character.codePointAt(0)!, highest);
  if (!byteOf) return undefined;
  const bytes = Array.from(text, (character) => {
    const byte = byteOf(character);
    if (byte === undefined)
      throw new RangeError(`${encoding} has no character for ${JSON.stringify(character)}`);
    return byte;
  });
  return Buffer.from(bytes);
}

const within = (code: number, highest: number): number | undefined => (code <= highest ? code : undefined);

const severalBytes = /^(?:utf|gb|big5|euc|iso-2022|shift_jis|replacement|x-user-defined)/;

/** Its bytes from 0x80 to 0x9f: Node 20 decodes it as Latin-1. */
const WINDOWS_1252 = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';

/** Which byte a character is: what the decoder makes of each, the other way round. */
function tableOf(encoding: string): ((character: string) => number | undefined) | undefined {
  try {
    const decoder = new TextDecoder(encoding.replace(/^cp(?=125\d$)/i, 'windows-').replaceAll('_', '-'));
    if (severalBytes.test(decoder.encoding)) return undefined;
    const characters = Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)));
    if (decoder.encoding === 'windows-1252') characters.splice(0x80, 32, ...WINDOWS_1252);
    const bytes = new Map(characters.map((character, byte) => [character, byte] as const));
    bytes.delete('\ufffd');
    return (character) => bytes.get(character);
  } catch {
    return undefined;
  }
}
