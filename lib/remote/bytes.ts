/**
 * Text to bytes as Python's `surrogateescape` does it: U+DC80…U+DCFF stand for the bytes 0x80…0xFF that were
 * no UTF-8, so that a file name with any bytes goes through a string and comes out the same.
 */
export function bytesOf(text: string): Buffer {
  if (!ESCAPED.test(text)) return Buffer.from(text, 'utf8');
  const parts = text.split(/([\udc80-\udcff])/u);
  return Buffer.concat(
    parts.map((part) =>
      ESCAPED.test(part) ? Buffer.of(part.charCodeAt(0) - 0xdc00) : Buffer.from(part, 'utf8'),
    ),
  );
}

/** Bytes to text; bytes that are no UTF-8 become U+DC80…U+DCFF. The inverse of {@link bytesOf}. */
export function textOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.includes('\ufffd') ? decodeEscaping(bytes) : text;
}

const ESCAPED = /[\udc80-\udcff]/u;
const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeEscaping(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    text +=
      length === 0
        ? String.fromCharCode(0xdc00 + bytes[at]!)
        : STRICT.decode(bytes.subarray(at, at + length));
    at += length || 1;
  }
  return text;
}

/** Length of the well-formed UTF-8 sequence at `at`, 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length < 2) return length;
  try {
    return [...STRICT.decode(bytes.subarray(at, at + length))].length === 1 ? length : 0;
  } catch {
    return 0;
  }
}
