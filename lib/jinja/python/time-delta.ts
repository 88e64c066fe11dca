import { makeFloat } from './numbers.js';
import { PyFunction, PyObject } from './py-object.js';

const DAY = 86_400e6;

/** Python's timedelta: what two dates are apart. */
export class PyTimeDelta extends PyObject {
  override readonly typeName = 'datetime.timedelta';

  constructor(readonly micros: number) {
    super();
  }

  override getAttribute(name: string): unknown {
    if (name === 'days') return this.days;
    if (name === 'seconds') return this.seconds;
    if (name === 'microseconds') return this.microseconds;
    if (name === 'total_seconds') return new PyFunction(name, () => makeFloat(this.micros / 1e6));
    return undefined;
  }

  override equals(other: unknown): boolean {
    return other instanceof PyTimeDelta && other.micros === this.micros;
  }

  override order(other: unknown): number | undefined {
    return other instanceof PyTimeDelta ? this.micros - other.micros : undefined;
  }

  override toText(): string {
    const time = new Date(this.seconds * 1000).toISOString().slice(11, 19).replace(/^0/, '');
    const fraction = this.microseconds ? `.${String(this.microseconds).padStart(6, '0')}` : '';
    const days = this.days === 0 ? '' : `${this.days} day${Math.abs(this.days) === 1 ? '' : 's'}, `;
    return days + time + fraction;
  }

  override toRepr(): string {
    const parts = (['days', 'seconds', 'microseconds'] as const).filter((name) => this[name] !== 0);
    return `datetime.timedelta(${parts.map((name) => `${name}=${this[name]}`).join(', ') || '0'})`;
  }

  private get days(): number {
    return Math.floor(this.micros / DAY);
  }

  private get seconds(): number {
    return Math.floor((this.micros - this.days * DAY) / 1e6);
  }

  private get microseconds(): number {
    return ((this.micros % 1e6) + 1e6) % 1e6;
  }
}
