import { escapeRegex } from '../core/escape-regex.js';
import type { Json } from '../core/json.js';
import { PyFloat } from '../core/value.js';

const MASK = '********';
const SHORTEST = 4;

/**
 * Values that must not reach any sink. They are masked wherever they turn up for the rest of the run, also
 * base64, URL and JSON escaped, because a value leaks through more places than the one that was marked.
 */
export class Secrets {
  private readonly added = new Set<string>();
  private readonly known = new Set<string>();
  private pattern: RegExp | undefined;

  constructor(values: Iterable<string> = []) {
    for (const value of values) this.add(value);
  }

  /** Those that a caller adds to while the run goes on, or new ones. */
  static from(given: Secrets | readonly string[] | undefined): Secrets {
    return given instanceof Secrets ? given : new Secrets(given);
  }

  /** What was added, as it was. */
  get values(): readonly string[] {
    return [...this.added];
  }

  add(value: string): void {
    if (value.trim().length < SHORTEST || this.added.has(value)) return;
    this.added.add(value);
    for (const form of formsOf(value)) this.known.add(form);
    this.pattern = undefined;
  }

  maskText(text: string): string {
    if (this.known.size === 0) return text;
    this.pattern ??= new RegExp(
      [...this.known]
        .sort((a, b) => b.length - a.length)
        .map(escapeRegex)
        .join('|'),
      'g',
    );
    return text.replace(this.pattern, MASK);
  }

  mask(value: Json): Json {
    return this.known.size === 0 ? value : this.maskDeep(value);
  }

  private maskDeep(value: Json): Json {
    if (typeof value === 'string') return this.maskText(value);
    if (value === null || typeof value !== 'object' || value instanceof PyFloat) return value;
    if (Array.isArray(value)) return (value as readonly Json[]).map((item) => this.maskDeep(item));
    const masked: [string, Json][] = [];
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) masked.push([this.maskText(key), this.maskDeep(inner)]);
    }
    return Object.fromEntries(masked);
  }
}

function formsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const base64 = Buffer.from(value, 'utf8').toString('base64').replace(/=+$/, '');
  return [
    value,
    ...value.split('\n').filter((line) => line.trim().length >= 8),
    json,
    base64,
    encodeURIComponent(value),
  ];
}
