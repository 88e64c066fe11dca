import { PyDate } from '../core/value.js';

export const timestampPattern =
  /^(?:\d{4}-\d{2}-\d{2}|\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::\d{2})?))?)$/;

const parts =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d*))?(?:[ \t]*(Z|([-+])(\d{1,2})(?::(\d{2}))?))?)?$/;

/**
 * A date or a time as Python's datetime prints it.
 *
 * @throws RangeError for a day or hour that does not exist
 */
export function parseTimestamp(text: string): PyDate {
  const found = parts.exec(text);
  if (!found) throw new RangeError(`'${text}' is not a date`);
  const [, year, month, day, hour, minute, second, fraction, zone, sign, zoneHours, zoneMinutes] = found;
  const date = `${year}-${pad(month!)}-${pad(day!)}`;
  checkDate(date, text);
  if (hour === undefined) return new PyDate('date', date);
  checkTime(Number(hour), Number(minute), Number(second), text);
  const micros = (fraction ?? '').slice(0, 6).padEnd(6, '0');
  const time = `${pad(hour)}:${minute}:${second}${Number(micros) ? `.${micros}` : ''}`;
  const offset = zone === 'Z' ? '+00:00' : sign ? zoneOffset(sign, zoneHours!, zoneMinutes) : '';
  return new PyDate('datetime', `${date} ${time}${offset}`);
}

const pad = (digits: string): string => digits.padStart(2, '0');

function checkDate(date: string, text: string): void {
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date || date.startsWith('0000')) {
    throw new RangeError(`'${text}' looks like a date but there is no such day: quote it if it is text`);
  }
}

function checkTime(hour: number, minute: number, second: number, text: string): void {
  if (hour < 24 && minute < 60 && second < 60) return;
  throw new RangeError(`'${text}' looks like a time but there is no such hour: quote it if it is text`);
}

function zoneOffset(sign: string, hours: string, minutes = '00'): string {
  const zero = Number(hours) === 0 && Number(minutes) === 0;
  return `${zero ? '+' : sign}${pad(hours)}:${minutes}`;
}
