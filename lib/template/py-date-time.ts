import { PyError, PyFunction, PyObject, pyStr } from '../jinja/index.js';
import { formatTime } from './format-time.js';
import { toFloat } from './python.js';

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
    return method && new PyFunction(name, (args) => method(args));
  }

  override toText(): string {
    return this.format('%Y-%m-%d %H:%M:%S') + this.fraction();
  }

  override equals(other: unknown): boolean {
    return other instanceof PyDateTime && this.minus(other).micros === 0;
  }

  private readonly methods: Readonly<Record<string, (args: readonly unknown[]) => unknown>> = {
    strftime: ([format]) => this.format(pyStr(format)),
    isoformat: ([separator]) =>
      this.format(`%Y-%m-%d${separator === undefined ? 'T' : pyStr(separator)}%H:%M:%S`) + this.fraction(),
    timestamp: () => toFloat((this.time.millis + this.time.microseconds / 1000) / 1000),
    weekday: () => (Number(this.format('%w')) + 6) % 7,
    isoweekday: () => Number(this.format('%u')),
    date: () => this.format('%Y-%m-%d'),
    time: () => this.format('%H:%M:%S'),
  };

  private format(format: string): string {
    return formatTime(format, this.time.millis, true, this.time.microseconds);
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

  override toText(): string {
    const days = Math.floor(this.micros / 86_400e6);
    const time = new Date((this.micros - days * 86_400e6) / 1000)
      .toISOString()
      .slice(11, 19)
      .replace(/^0/, '');
    return days === 0 ? time : `${days} day${Math.abs(days) === 1 ? '' : 's'}, ${time}`;
  }
}
