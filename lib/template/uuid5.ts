import { createHash } from 'node:crypto';

import { pyStr } from '../jinja/index.js';
import { filterError, isText, typeName } from './python.js';

/** RFC 4122's name-based UUID (SHA-1). */
export function uuid5(name: string, namespace: unknown): string {
  if (!isText(namespace))
    throw invalid(namespace, `'${typeName(namespace)}' object has no attribute 'replace'`);
  const hex = pyStr(namespace).replace(/urn:|uuid:|[{}-]/g, '');
  if (!/^[0-9a-fA-F]{32}$/.test(hex)) {
    throw invalid(namespace, 'badly formed hexadecimal UUID string');
  }
  const bytes = createHash('sha1')
    .update(Buffer.from(hex, 'hex'))
    .update(name, 'utf8')
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const invalid = (namespace: unknown, why: string): Error =>
  filterError(`Invalid value '${pyStr(namespace)}' for 'namespace': ${why}`);
