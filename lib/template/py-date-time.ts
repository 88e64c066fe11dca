import { Tuple } from '../core/value.js';
import {
  bindArgs,
  indexOf,
  PyError,
  PyFunction,
  PyObject,
  pyStr,
  strftime,
  type Kwargs,
} from '../jinja/index.js';
import { toFloat } from './python.js';

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'] as const;

/** Python's datetime (without a zone), as `to_datetime` and `now` answer it. */
export class PyDateTime extends PyObject {
  override readonly typeName = 'datetime';

  constructor(readonly time: { readonly millis: number; readonly microseconds: number }) {
    super();
  }

  override minus(other: unknown): PyTimeDelta {
    if (!(other instanceof PyDateTime))
      throw new PyError('TypeError', 'only a datetime can be subtracted from a datetime');
    return new PyTimeDelta(
      (this.time.millis - other.time.millis) * 1000 + this.time.microseconds - other.time.microseconds,
    );
  }

  override getAttribute(name: string): unknown {
    const field = { year: '%Y', month: '%m', day: '%d', hour: '%H', minute: '%M', second: '%S' }[name];
    if (field !== undefined) return Number(this.format(field));
    if (name === 'microsecond') return this.time.microseconds;
    const method = this.methods[name];
    return method && new PyFunction(name, (args, kwargs) => method(args, kwargs));
  }

  override toText(): string {
    return this.format('%Y-%m-%d %H:%M:%S') + this.fraction();
  }

  override equals(other: unknown): boolean {
    return other instanceof PyDateTime && this.minus(other).micros === 0;
  }

  override order(other: unknown): number | undefined {
    return other instanceof PyDateTime ? this.minus(other).micros : undefined;
  }

  private readonly methods: Readonly<Record<string, (args: readonly unknown[], kwargs: Kwargs) => unknown>> =
    {
      strftime: ([format]) => this.format(pyStr(format)),
      isoformat: ([separator]) =>
        this.format(`%Y-%m-%d${separator === undefined ? 'T' : pyStr(separator)}%H:%M:%S`) + this.fraction(),
      timestamp: () => toFloat((this.time.millis + this.time.microseconds / 1000) / 1000),
      weekday: () => (Number(this.format('%w')) + 6) % 7,
      isoweekday: () => Number(this.format('%u')),
      date: () => this.format('%Y-%m-%d'),
      time: () => this.format('%H:%M:%S') + this.fraction(),
      ctime: () => this.format('%c'),
      timetuple: () =>
        Tuple.from([
          ...this.numbers('%Y %m %d %H %M %S'),
          (Number(this.format('%w')) + 6) % 7,
          Number(this.format('%j')),
          -1,
        ]),
      replace: (args, kwargs) => this.replaced(args, kwargs),
    };

  private format(format: string): string {
    return strftime(format, this.time.millis, { zone: 'naive', microseconds: this.time.microseconds });
  }

  private numbers(format: string): number[] {
    return this.format(format).split(' ').map(Number);
  }

  private replaced(args: readonly unknown[], kwargs: Kwargs): PyDateTime {
    const given = bindArgs('replace', FIELDS, args, kwargs);
    const now = [...this.numbers('%Y %m %d %H %M %S'), this.time.microseconds];
    const [year, month, day, hour, minute, second, microseconds] = FIELDS.map((name, n) =>
      given[name] === undefined ? now[n]! : indexOf(given[name]),
    ) as [number, number, number, number, number, number, number];
    const millis = Date.UTC(year, month - 1, day, hour, minute, second);
    if (new Date(millis).getUTCMonth() !== month - 1 || new Date(millis).getUTCDate() !== day)
      throw new PyError(
        'ValueError',
        month < 1 || month > 12 ? 'month must be in 1..12' : 'day is out of range for month',
      );
    return new PyDateTime({ millis, microseconds });
  }

  private fraction(): string {
    return this.time.microseconds ? `.${String(this.time.microseconds).padStart(6, '0')}` : '';
  }
}

/** Python's timedelta. */
class PyTimeDelta extends PyObject {
  override readonly typeName = 'timedelta';

  constructor(readonly micros: number) {
    super();
  }

  override getAttribute(name: string): unknown {
    const days = Math.floor(this.micros / 86_400e6);
    if (name === 'days') return days;
    if (name === 'seconds') return Math.floor((this.micros - days * 86_400e6) / 1e6);
    if (name === 'microseconds') return ((this.micros % 1e6) + 1e6) % 1e6;
    if (name === 'total_seconds') return new PyFunction(name, () => toFloat(this.micros / 1e6));
    return undefined;
  }

  override equals(other: unknown): boolean {
    return other instanceof PyTimeDelta && other.micros === this.micros;
  }

  override order(other: unknown): number | undefined {
    return other instanceof PyTimeDelta ? this.micros - other.micros : undefined;
  }

  override toText(): string {
    const days = Math.floor(this.micros / 86_400e6);
    const time = new Date((this.micros - days * 86_400e6) / 1000)
      .toISOString()
      .slice(11, 19)
      .replace(/^0/, '');
    return days === 0 ? time : `${days} day${Math.abs(days) === 1 ? '' : 's'}, ${time}`;
  }
}
