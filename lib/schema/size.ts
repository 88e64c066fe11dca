import type { Value } from '../core/value.js';
import { Mismatch } from './field.js';
import { pythonText } from './python-text.js';

const units = ['', 'K', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

/** `1.5G` → bytes; units are powers of 1024 as Ansible's `bytes` type has them. */
export function parseSize(value: Value): number {
  const found = /^\s*(\d+(?:\.\d*)?)\s*([KMGTPEZY]?)(?:i?B)?\s*$/i.exec(pythonText(value));
  if (!found) throw new Mismatch(`must be a size in bytes like 100, 10k or 1.5G, got: ${pythonText(value)}`);
  return Math.round(Number(found[1]) * 1024 ** units.indexOf(found[2]!.toUpperCase()));
}
