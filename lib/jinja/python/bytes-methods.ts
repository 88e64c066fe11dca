import type { PyDate } from '../../core/value.js';
import { strftime } from './strftime.js';
import type { Method, MethodTable } from './methods.js';
import { textOf } from './text.js';

export const bytesMethods: MethodTable<Uint8Array> = new Map<string, Method<Uint8Array>>([
  ['decode', (self) => new TextDecoder().decode(self)],
  ['hex', (self) => Buffer.from(self).toString('hex')],
]);

const fields = (date: PyDate): number[] => date.text.split(/[^\d]+/).map(Number);

const field =
  (index: number): Method<PyDate> =>
  (self) =>
    fields(self)[index] ?? (index < 3 ? undefined : 0);

export const dateMethods: MethodTable<PyDate> = new Map<string, Method<PyDate>>([
  ['year', field(0)],
  ['month', field(1)],
  ['day', field(2)],
  ['hour', field(3)],
  ['minute', field(4)],
  ['second', field(5)],
  ['isoformat', (self) => self.text.replace(' ', 'T')],
  [
    'strftime',
    (self, args) => strftime(textOf(args[0]) ?? '', millisOf(self), { zone: 'naive', microseconds: 0 }),
  ],
]);

function millisOf(self: PyDate): number {
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields(self);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
