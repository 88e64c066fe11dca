import type { PyDate } from '../../core/value.js';
import { Tuple } from '../../core/value.js';
import type { Kwargs } from '../types.js';
import { bindArgs } from './bind-args.js';
import { indexOf } from './index-of.js';
import { makeFloat } from './numbers.js';
import { PyError } from './py-error.js';
import { PyFunction, PyObject } from './py-object.js';
import { strftime } from './strftime.js';
import { textOf } from './text.js';
import { PyTimeDelta } from './time-delta.js';

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'] as const;
const NUMBERS = '%Y %m %d %H %M %S';

/** What a clock shows: whole seconds (as if they were UTC's), the rest, and perhaps where it hangs. */
export interface ClockTime {
  readonly millis: number;
  readonly microseconds: number;
  /** Minutes east of Greenwich. */
  readonly offset?: number | undefined;
}

type DateMethod = (args: readonly unknown[], kwargs: Kwargs) => unknown;

/** Python's datetime, and its date: what `to_datetime` and `now` answer, and what dates of YAML can do. */
export class PyDateTime extends PyObject {
  override readonly typeName: string;

  constructor(
    readonly time: ClockTime,
    readonly kind: 'date' | 'datetime' = 'datetime',
  ) {
    super();
    this.typeName = `datetime.${kind}`;
  }

  override minus(other: unknown): PyObject | undefined {
    if (other instanceof PyTimeDelta) return this.movedBy(-other.micros);
    if (!this.isLike(other)) return undefined;
    if (this.isNaive !== other.isNaive)
      throw new PyError('TypeError', "can't subtract offset-naive and offset-aware datetimes");
    return new PyTimeDelta(this.instant - other.instant);
  }

  override getAttribute(name: string): unknown {
    if (isField(name) && (this.kind === 'datetime' || FIELDS.indexOf(name) < 3)) return this.field(name);
    if (this.kind === 'datetime' && name === 'tzinfo') return this.zone;
    const method = this.methods[name] ?? (this.kind === 'datetime' ? this.clockMethods[name] : undefined);
    return method && new PyFunction(name, method);
  }

  override toText(): string {
    return this.iso(' ');
  }

  override toRepr(): string {
    const numbers = FIELDS.slice(0, this.kind === 'date' ? 3 : 7).map((name) => this.field(name));
    while (numbers.length > 5 && numbers.at(-1) === 0) numbers.pop();
    const zone = this.zone ? [`tzinfo=${this.zone.toRepr()}`] : [];
    return `${this.typeName}(${[...numbers, ...zone].join(', ')})`;
  }

  override equals(other: unknown): boolean {
    return this.isLike(other) && this.isNaive === other.isNaive && this.instant === other.instant;
  }

  override order(other: unknown): number | undefined {
    if (!(other instanceof PyDateTime)) return undefined;
    if (other.kind !== this.kind)
      throw new PyError('TypeError', "can't compare datetime.datetime to datetime.date");
    if (this.isNaive !== other.isNaive)
      throw new PyError('TypeError', "can't compare offset-naive and offset-aware datetimes");
    return this.instant - other.instant;
  }

  /** `2024-01-02T03:04:05+00:00` */
  iso(separator = 'T'): string {
    if (this.kind === 'date') return this.format('%Y-%m-%d');
    const zone = this.format('%z').replace(/(\d{2})$/, ':$1');
    return this.format(`%Y-%m-%d${separator}%H:%M:%S`) + this.fraction() + zone;
  }

  private readonly methods: Readonly<Record<string, DateMethod>> = {
    strftime: ([format]) => this.format(textOf(format) ?? ''),
    isoformat: ([separator]) => this.iso(textOf(separator)),
    weekday: () => this.weekday,
    isoweekday: () => this.weekday + 1,
    isocalendar: () => Tuple.from(this.numbers('%G %V %u')),
    ctime: () => this.format('%c'),
    toordinal: () => dayOf(this.time.millis) / 86_400_000 + 719_163,
    timetuple: () => Tuple.from([...this.numbers(NUMBERS), this.weekday, Number(this.format('%j')), -1]),
    replace: (args, kwargs) => this.replaced(args, kwargs),
  };

  private readonly clockMethods: Readonly<Record<string, DateMethod>> = {
    timestamp: () => makeFloat((this.isNaive ? this.localInstant : this.instant) / 1e6),
    date: () => new PyDateTime({ millis: dayOf(this.time.millis), microseconds: 0 }, 'date'),
    time: () => this.format('%H:%M:%S') + this.fraction(),
    utcoffset: () => (this.time.offset === undefined ? null : new PyTimeDelta(this.time.offset * 60e6)),
    tzname: () => this.zone?.toText() ?? null,
    dst: () => null,
  };

  private isLike(other: unknown): other is PyDateTime {
    return other instanceof PyDateTime && other.kind === this.kind;
  }

  private get isNaive(): boolean {
    return this.time.offset === undefined;
  }

  // microseconds since the epoch; of a clock without a place, as if it hung in Greenwich
  private get instant(): number {
    return (this.time.millis - (this.time.offset ?? 0) * 60_000) * 1000 + this.time.microseconds;
  }

  private get localInstant(): number {
    const [year, month, day, ...clock] = this.numbers(NUMBERS) as [number, number, number, ...number[]];
    return new Date(year, month - 1, day, ...clock).getTime() * 1000 + this.time.microseconds;
  }

  private get weekday(): number {
    return Number(this.format('%u')) - 1;
  }

  private get zone(): PyTimeZone | null {
    return this.time.offset === undefined ? null : new PyTimeZone(this.time.offset);
  }

  private field(name: (typeof FIELDS)[number]): number {
    if (name === 'microsecond') return this.time.microseconds;
    return this.numbers(NUMBERS)[FIELDS.indexOf(name)]!;
  }

  /** As strftime writes it. */
  format(format: string): string {
    const { millis, microseconds, offset } = this.time;
    return strftime(format, millis, {
      zone: 'naive',
      microseconds,
      ...(offset === undefined ? {} : { offset }),
    });
  }

  private numbers(format: string): number[] {
    return this.format(format).split(' ').map(Number);
  }

  private movedBy(micros: number): PyDateTime {
    const moved = this.time.millis * 1000 + this.time.microseconds + micros;
    const microseconds = ((moved % 1e6) + 1e6) % 1e6;
    return new PyDateTime({ ...this.time, millis: (moved - microseconds) / 1000, microseconds }, this.kind);
  }

  private replaced(args: readonly unknown[], kwargs: Kwargs): PyDateTime {
    const given = bindArgs('replace', FIELDS, args, kwargs);
    const [year, month, day, hour, minute, second, microseconds] = FIELDS.map((name) =>
      given[name] === undefined ? this.field(name) : indexOf(given[name]),
    ) as [number, number, number, number, number, number, number];
    const millis = Date.UTC(year, month - 1, day, hour, minute, second);
    if (new Date(millis).getUTCMonth() !== month - 1 || new Date(millis).getUTCDate() !== day)
      throw new PyError(
        'ValueError',
        month < 1 || month > 12 ? 'month must be in 1..12' : 'day is out of range for month',
      );
    return new PyDateTime({ ...this.time, millis, microseconds }, this.kind);
  }

  private fraction(): string {
    return this.time.microseconds ? `.${String(this.time.microseconds).padStart(6, '0')}` : '';
  }
}

/** A date of YAML as an object that has methods. */
export function dateTimeOf({ kind, text }: PyDate): PyDateTime {
  const [, day, clock = '00:00:00', fraction = '', zone] =
    /^(\S+?)(?:[ T]([\d:]+)(?:\.(\d+))?([-+Z].*)?)?$/.exec(text)!;
  const time = {
    millis: Date.parse(`${day}T${clock}Z`),
    microseconds: Number(fraction.padEnd(6, '0')),
    ...(zone === undefined ? {} : { offset: minutesOf(zone) }),
  };
  return new PyDateTime(time, kind);
}

/** Minutes east of Greenwich of `+02:00`, `-0330` or `Z`. */
export function minutesOf(zone: string): number {
  const [, sign, hours = 0, minutes = 0] = /^([-+])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const isField = (name: string): name is (typeof FIELDS)[number] =>
  (FIELDS as readonly string[]).includes(name);
const dayOf = (millis: number): number => Math.floor(millis / 86_400_000) * 86_400_000;

/** Python's timezone: a fixed distance from Greenwich. */
class PyTimeZone extends PyObject {
  override readonly typeName = 'timezone';

  constructor(private readonly offset: number) {
    super();
  }

  override toText(): string {
    return strftime('%Z', 0, { zone: 'naive', offset: this.offset });
  }

  override toRepr(): string {
    if (this.offset === 0) return 'datetime.timezone.utc';
    return `datetime.timezone(${new PyTimeDelta(this.offset * 60e6).toRepr()})`;
  }
}
