import { readFileSync } from 'node:fs';
import type { Templar } from './templar.js';

/** A file of the controller; what a vault holds is decrypted. */
export function readText({ options: { unvault } }: Templar, path: string): string {
  const text = readFileSync(path, 'utf8');
  return text.startsWith('$ANSIBLE_VAULT;') && unvault ? unvault(text) : text;
}
