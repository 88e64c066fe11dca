const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const two = (value: number): string => String(value).padStart(2, '0');

/** Python's strftime in the C locale, of a date in local time, or in UTC with `utc`. */
export function strftime(format: string, date: Date, utc = false): string {
  const shifted = utc ? new Date(date.getTime() + date.getTimezoneOffset() * 60_000) : date;
  return format.replace(/%(.)/gs, (whole, code: string) => field(code, shifted, date, utc) ?? whole);
}

function field(code: string, d: Date, original: Date, utc: boolean): string | undefined {
  switch (code) {
    case 'Y':
      return String(d.getFullYear()).padStart(4, '0');
    case 'y':
      return two(d.getFullYear() % 100);
    case 'm':
      return two(d.getMonth() + 1);
    case 'd':
      return two(d.getDate());
    case 'e':
      return String(d.getDate()).padStart(2);
    case 'H':
      return two(d.getHours());
    case 'I':
      return two(d.getHours() % 12 || 12);
    case 'M':
      return two(d.getMinutes());
    case 'S':
      return two(d.getSeconds());
    case 'f':
      return String(d.getMilliseconds()).padStart(3, '0') + '000';
    case 'p':
      return d.getHours() < 12 ? 'AM' : 'PM';
    case 'j':
      return String(dayOfYear(d)).padStart(3, '0');
    default:
      return nameField(code, d, original, utc);
  }
}

function nameField(code: string, d: Date, original: Date, utc: boolean): string | undefined {
  switch (code) {
    case 'A':
      return DAYS[d.getDay()];
    case 'a':
      return DAYS[d.getDay()]!.slice(0, 3);
    case 'B':
      return MONTHS[d.getMonth()];
    case 'b':
    case 'h':
      return MONTHS[d.getMonth()]!.slice(0, 3);
    case 'w':
      return String(d.getDay());
    case 'u':
      return String(d.getDay() || 7);
    case 's':
      return String(Math.floor(original.getTime() / 1000));
    case 'z':
      return utc ? '+0000' : zoneOffset(d);
    case 'Z':
      return utc ? 'UTC' : zoneName(d);
    case 'U':
      return two(Math.floor((dayOfYear(d) + 6 - d.getDay()) / 7));
    case 'W':
      return two(Math.floor((dayOfYear(d) + 6 - ((d.getDay() + 6) % 7)) / 7));
    default:
      return compositeField(code, d);
  }
}

function compositeField(code: string, d: Date): string | undefined {
  const formats: Readonly<Record<string, string>> = {
    F: '%Y-%m-%d',
    T: '%H:%M:%S',
    X: '%H:%M:%S',
    R: '%H:%M',
    D: '%m/%d/%y',
    x: '%m/%d/%y',
    c: '%a %b %e %H:%M:%S %Y',
    r: '%I:%M:%S %p',
  };
  if (code === 'n') return '\n';
  if (code === 't') return '\t';
  if (code === '%') return '%';
  const format = Object.hasOwn(formats, code) ? formats[code] : undefined;
  return format === undefined ? undefined : strftime(format, d);
}

function dayOfYear(d: Date): number {
  return Math.round(
    (Date.UTC(d.getFullYear(), d.getMonth(), d.getDate()) - Date.UTC(d.getFullYear(), 0, 0)) / 86_400_000,
  );
}

function zoneOffset(d: Date): string {
  const minutes = -d.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

function zoneName(d: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(d);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}
