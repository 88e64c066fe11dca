import type { Value } from '../core/value.js';
import { Mismatch } from './field.js';
import { pythonText } from './python-text.js';

/**
 * `0644` (YAML's octal, 420), `'0644'` and `u=rw,go=r` are modes; an unquoted `644` is decimal in YAML and
 * would become 1204: refused. Octal modes come out as four digits, symbolic ones as they are.
 */
export function parseMode(value: Value): string {
  if (typeof value === 'number') return fromNumber(value);
  const word = pythonText(value).trim();
  if (/^(0o)?[0-7]{1,5}$/.test(word)) return octal(Number.parseInt(word.replace('0o', ''), 8));
  if (/^([ugoa]*([-+=]([rwxXst]*|[ugo]))+)(,[ugoa]*([-+=]([rwxXst]*|[ugo]))+)*$/.test(word)) return word;
  throw new Mismatch(`must be in octal or symbolic form, got: ${word}`, undefined, 'wrong-mode');
}

function fromNumber(value: number): string {
  if (looksDecimal(value))
    throw new Mismatch(`is ${value}, which is decimal; write '0${value}'`, undefined, 'decimal-mode');
  if (!Number.isInteger(value) || value < 0 || value > 0o7777) {
    throw new Mismatch(`must be in octal or symbolic form, got: ${value}`, undefined, 'wrong-mode');
  }
  return octal(value);
}

const octal = (bits: number): string => bits.toString(8).padStart(4, '0');

// a number whose decimal digits read as a sensible mode was meant so; 511 alone is also a sensible 0777
function looksDecimal(value: number): boolean {
  return (
    value !== 0o777 && /^[1-7]?[0-7]{3}$/.test(String(value)) && isSensible(Number.parseInt(String(value), 8))
  );
}

// the owner can read, and nobody may do more than the one before
function isSensible(bits: number): boolean {
  const [owner, group, other] = [(bits >> 6) & 7, (bits >> 3) & 7, bits & 7];
  return (owner & 4) !== 0 && (group & ~owner) === 0 && (other & ~group) === 0;
}
