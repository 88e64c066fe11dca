import { floatText } from './float-text.js';

/** A float as Python's `json.dumps` writes it. */
export const jsonFloat = (value: number): string =>
  Number.isNaN(value)
    ? 'NaN'
    : Number.isFinite(value)
      ? floatText(value)
      : value > 0
        ? 'Infinity'
        : '-Infinity';
