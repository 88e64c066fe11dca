import {
  bindArgs,
  callCheck,
  demand,
  isUndefined,
  pyStr,
  PyDateTime,
  PyError,
  requireHashable,
  strftime,
  type Filter,
  pyTruth,
} from '../../jinja/index.js';
import { commentText } from '../comment-text.js';
import { quoteWord } from '../../remote/quote-word.js';
import { NativeText } from '../convert-result.js';
import { parseTime } from '../parse-time.js';
import { filterError, isText, numberOf, textArgument, textWith, toBool, typeName } from '../python.js';
import { splitUrl } from '../split-url.js';

/** Text, types, URLs and dates. */
export const textFilters: Readonly<Record<string, Filter>> = {
  bool: (value) => toBool(demand(value)),
  string: (value, args, kwargs) => {
    checkString([value, ...args], kwargs);
    return new NativeText(pyStr(demand(value)));
  },
  quote: (value) => quoteWord(value === null ? '' : pyStr(demand(value))),
  type_debug: (value) => typeName(value).split('.').at(-1),
  mandatory: (value, args, kwargs) => {
    const { msg } = bindArgs('mandatory', ['msg'], args, kwargs);
    if (!isUndefined(value)) return value;
    const name = value.name === undefined || value.name === null ? '' : `'${pyStr(value.name)}' `;
    throw filterError(
      msg === undefined || msg === null ? `Mandatory variable ${name} not defined.` : pyStr(msg),
    );
  },
  split: (value, args, kwargs) => {
    checkSplit(args, kwargs);
    const { sep, maxsplit } = bindArgs('split', ['sep', 'maxsplit'], args, kwargs);
    return splitText(demand(value), sep, numberOf(maxsplit) ?? -1);
  },
  comment: (value, args, kwargs) => commentText(textWith('replace', value), args, kwargs),
  urlsplit: (value, args, kwargs) =>
    splitUrl(urlText(demand(value)), textOr(bindArgs('urlsplit', ['query'], args, kwargs).query)),
  urldecode: (value) => urlDecode(textWith('replace', value)),
  strftime: (format, args, kwargs) => {
    const { second, utc } = bindArgs('strftime', ['second', 'utc'], args, kwargs);
    const seconds =
      second === undefined || second === null
        ? Date.now() / 1000
        : (numberOf(second) ?? Number(pyStr(second)));
    if (Number.isNaN(seconds)) throw filterError(`Invalid value for epoch value (${pyStr(second)})`);
    return strftime(textArgument('strftime', format), seconds * 1000, {
      zone: utc === true ? 'utc' : 'local',
    });
  },
  to_datetime: (value, args, kwargs) => {
    const { format } = bindArgs('to_datetime', ['format'], args, kwargs);
    return new PyDateTime(parseTime(textArgument('strptime', value), textOr(format) ?? '%Y-%m-%d %H:%M:%S'));
  },
};

const checkString = callCheck('', 'markupsafe._speedups.soft_str', '1');
const checkSplit = callCheck('', 'split', 'sep maxsplit');

const textOr = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : pyStr(value);

// what Python's urlsplit takes for a URL: text, or anything that counts as false
function urlText(value: unknown): string {
  if (isText(value))
    return pyStr(value)
      .replace(/^[\u0000-\u0020]+/, '')
      .replace(/[\t\r\n]/g, '');
  requireHashable(value);
  return pyTruth(value) ? textWith('decode', value) : '';
}

function splitText(value: unknown, separator: unknown, most: number): string[] {
  if (!isText(value))
    throw new PyError(
      'TypeError',
      `descriptor 'split' for 'str' objects doesn't apply to a '${typeName(value)}' object`,
    );
  const text = pyStr(value);
  const limit = most < 0 ? Infinity : most;
  if (separator !== undefined && separator !== null) return splitAt(text, pyStr(separator), limit);
  const words = text.trim().split(/\s+/).filter(Boolean);
  if (words.length <= limit) return words;
  const rest = text.trimStart().replace(new RegExp(`^(?:\\S+\\s+){${limit}}`), '');
  return [...words.slice(0, limit), rest];
}

function splitAt(text: string, separator: string, limit: number): string[] {
  if (separator === '') throw new PyError('ValueError', 'empty separator');
  const parts = text.split(separator);
  return parts.length - 1 <= limit ? parts : [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

function urlDecode(text: string): string {
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
  return bytes;
}
