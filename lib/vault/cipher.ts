import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  pbkdf2Sync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { Envelope } from './envelope.js';

/** Encrypts with AES-256-CTR and an HMAC-SHA256 over the ciphertext, keys from PBKDF2. */
export function seal(
  plain: Uint8Array,
  password: string | Uint8Array,
  id: string | undefined,
  salt: Buffer = randomBytes(32),
): Envelope {
  const { key, hmacKey, iv } = deriveKeys(password, salt);
  const cipher = createCipheriv('aes-256-ctr', key, iv);
  const ciphertext = Buffer.concat([cipher.update(pad(plain)), cipher.final()]);
  return { id, salt, hmac: sign(hmacKey, ciphertext), ciphertext };
}

/** The plain bytes, or undefined when the password is not the one. */
export function open(envelope: Envelope, password: string | Uint8Array): Buffer | undefined {
  const { key, hmacKey, iv } = deriveKeys(password, envelope.salt);
  const expected = sign(hmacKey, envelope.ciphertext);
  if (expected.length !== envelope.hmac.length || !timingSafeEqual(expected, envelope.hmac)) return undefined;
  const decipher = createDecipheriv('aes-256-ctr', key, iv);
  return unpad(Buffer.concat([decipher.update(envelope.ciphertext), decipher.final()]));
}

function deriveKeys(
  password: string | Uint8Array,
  salt: Uint8Array,
): { key: Buffer; hmacKey: Buffer; iv: Buffer } {
  const bytes = pbkdf2Sync(password, salt, 10_000, 80, 'sha256');
  return { key: bytes.subarray(0, 32), hmacKey: bytes.subarray(32, 64), iv: bytes.subarray(64, 80) };
}

const sign = (key: Uint8Array, bytes: Uint8Array): Buffer => createHmac('sha256', key).update(bytes).digest();

// PKCS#7: the format pads although a stream cipher would not need it
function pad(plain: Uint8Array): Buffer {
  const count = 16 - (plain.length % 16);
  return Buffer.concat([plain, Buffer.alloc(count, count)]);
}

function unpad(padded: Buffer): Buffer | undefined {
  const count = padded.at(-1) ?? 0;
  return count >= 1 && count <= 16 ? padded.subarray(0, padded.length - count) : undefined;
}
