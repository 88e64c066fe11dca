import { PyFloat, type Value } from '../core/value.js';

/** What somebody who wrote this plain text may not expect YAML 1.1 to make of it; undefined when all is plain. */
export function findSurprise(text: string, value: Value): string | undefined {
  if (/:/.test(text) && (typeof value === 'number' || value instanceof PyFloat)) {
    return `${text} is read as the number ${value instanceof PyFloat ? value.value : value}`;
  }
  // a version: the last zero is lost
  if (/^\d+\.\d+0$/.test(text)) return `${text} is read as the number ${shown(value)}`;
  return undefined;
}

const shown = (value: Value): string =>
  value instanceof PyFloat ? value.value.toFixed(1) : typeof value === 'number' ? String(value) : '';
