import { withShapes } from './builtin-call.js';
import { decodeBytes } from './encodings.js';
import type { Method, MethodTable } from './methods.js';
import { codecOf } from './str-methods.js';

const METHODS: readonly (readonly [string, Method<Uint8Array>])[] = [
  ['decode', (self, args, kwargs) => decodeBytes(self, ...codecOf('decode', args, kwargs))],
  ['hex', (self) => Buffer.from(self).toString('hex')],
];

export const bytesMethods: MethodTable<Uint8Array> = withShapes('bytes', METHODS, {
  decode: 'encoding errors',
});
