import type { Method, MethodTable } from './methods.js';

export const bytesMethods: MethodTable<Uint8Array> = new Map<string, Method<Uint8Array>>([
  ['decode', (self) => new TextDecoder().decode(self)],
  ['hex', (self) => Buffer.from(self).toString('hex')],
]);
