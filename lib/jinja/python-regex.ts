import { PyError } from './python/py-error.js';

export interface PythonRegexFlags {
  readonly ignoreCase?: boolean;
  readonly multiline?: boolean;
  readonly dotAll?: boolean;
  /** JS flags to add: `g`, `y`, `d`. */
  readonly extra?: string;
}

/**
 * A Python regular expression as a JS one: named groups `(?P<n>…)`, `(?P=n)`, `\A`, `\Z`, inline flags,
 * verbose patterns. Raises Python's `re.error` for what JS cannot read.
 *
 * @example
 * compilePythonRegex('(?i)^(?P<key>\\w+)=').exec('Name=x')?.groups?.key; // 'Name'
 */
export function compilePythonRegex(pattern: string, flags: PythonRegexFlags = {}): RegExp {
  const { body, inline } = takeInlineFlags(pattern);
  const verbose = inline.includes('x');
  const multiline = flags.multiline === true || inline.includes('m');
  const letters =
    (flags.ignoreCase === true || inline.includes('i') ? 'i' : '') +
    (multiline ? 'm' : '') +
    (flags.dotAll === true || inline.includes('s') ? 's' : '');
  const source = translate(verbose ? stripVerbose(body) : body, multiline);
  try {
    return new RegExp(source, `${letters}u${flags.extra ?? ''}`);
  } catch (error) {
    throw new PyError(
      'error',
      `bad regular expression ${JSON.stringify(pattern)}: ${(error as Error).message}`,
    );
  }
}

function takeInlineFlags(pattern: string): { body: string; inline: string } {
  let body = pattern;
  let inline = '';
  for (let match; (match = /^\(\?([aiLmsux]+)\)/.exec(body)) !== null; body = body.slice(match[0].length)) {
    inline += match[1]!;
  }
  return { body, inline };
}

// (?x): white space and comments outside of classes mean nothing
function stripVerbose(pattern: string): string {
  return pattern.replace(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|#[^\n]*|\s+/g, (piece) =>
    piece.startsWith('\\') || piece.startsWith('[') ? piece : '',
  );
}

const PIECE =
  /\\([^])|\(\?P<(\w+)>|\(\?P=(\w+)\)|\(\?#[^)]*\)|\[(\^?)(\]?(?:\\[^]|[^\]\\])*)\]|[{}\]$]|\{\d*,?\d*\}/g;

function translate(pattern: string, multiline: boolean): string {
  return pattern
    .replace(/\{(?:\d+(?:,\d*)?|,\d+)\}/g, (quantifier) =>
      quantifier.replace('{,', '{0,').replace('{', '\ue000').replace('}', '\ue001'),
    )
    .replace(PIECE, (piece, escaped, named, reference, negated, members) => {
      if (escaped !== undefined) return translateEscape(escaped as string);
      if (named !== undefined) return `(?<${named as string}>`;
      if (reference !== undefined) return `\\k<${reference as string}>`;
      if (piece.startsWith('(?#')) return '';
      if (members !== undefined) return `[${negated as string}${translateClass(members as string)}]`;
      if (piece === '$') return multiline ? '$' : '(?=\\n?(?![^]))';
      return `\\${piece}`;
    })
    .replaceAll('\ue000', '{')
    .replaceAll('\ue001', '}');
}

function translateEscape(char: string): string {
  switch (char) {
    case 'A':
      return '(?<![^])';
    case 'Z':
      return '(?![^])';
    case 'd':
      return '\\p{Nd}';
    case 'D':
      return '\\P{Nd}';
    case 'w':
      return '[\\p{L}\\p{N}_]';
    case 'W':
      return '[^\\p{L}\\p{N}_]';
    case 'b':
      return '(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_]))';
    case 'B':
      return '(?:(?<=[\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_]))';
    case 'a':
      return '\\x07';
    default:
      return needsEscape(char) ? `\\${char}` : char;
  }
}

// JS's u flag allows a backslash only before syntax and known letters; Python before any sign
const needsEscape = (char: string): boolean => /[\^$\\.*+?()[\]{}|/sSnrtfvxu0-9k]/.test(char);

function translateClass(members: string): string {
  return members.replace(/\\([^])|[[\]^]/g, (piece, escaped) => {
    if (escaped === undefined) return `\\${piece}`;
    switch (escaped as string) {
      case 'd':
        return '\\p{Nd}';
      case 'D':
        return '\\P{Nd}';
      case 'w':
        return '\\p{L}\\p{N}_';
      case 'a':
        return '\\x07';
      case '-':
        return '\\-';
      case 'W':
      case 'b':
        return `\\${escaped as string}`;
      default:
        return needsEscape(escaped as string) ? `\\${escaped as string}` : (escaped as string);
    }
  });
}

/**
 * What a replacement such as `\1-\g<name>` makes of a match. Raises Python's `re.error` for unknown groups.
 */
export function expandReplacement(template: string, match: RegExpMatchArray): string {
  return template.replace(
    /\\(?:g<(\w+)>|(\d{1,2})|([^]))/g,
    (whole, name: string | undefined, digits: string | undefined, other: string | undefined) => {
      if (other !== undefined) return escapeOf(other, whole);
      return groupOf(name ?? digits!, match);
    },
  );
}

function groupOf(key: string, match: RegExpMatchArray): string {
  if (/^\d+$/.test(key)) {
    const index = Number(key);
    if (index >= match.length) throw new PyError('error', `invalid group reference ${index}`);
    return match[index] ?? '';
  }
  if (match.groups === undefined || !Object.hasOwn(match.groups, key)) {
    throw new PyError('IndexError', `unknown group name '${key}'`);
  }
  return match.groups[key] ?? '';
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['f', '\f'],
  ['v', '\v'],
  ['a', '\x07'],
  ['b', '\b'],
  ['\\', '\\'],
]);

function escapeOf(char: string, whole: string): string {
  const known = ESCAPES.get(char);
  if (known !== undefined) return known;
  if (/[a-zA-Z]/.test(char)) throw new PyError('error', `bad escape ${whole}`);
  return whole;
}
