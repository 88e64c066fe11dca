import { PyError } from '../jinja/index.js';

/** Flags of Python's `re`. */
export interface RegExpFlags {
  readonly ignoreCase?: boolean;
  readonly multiline?: boolean;
  readonly dotAll?: boolean;
  readonly global?: boolean;
  readonly sticky?: boolean;
}

/** Python's regular expression as a RegExp. Raises Python's message for a broken one. */
export function pythonRegExp(pattern: string, flags: RegExpFlags = {}): RegExp {
  const key = `${JSON.stringify(flags)}${pattern}`;
  let compiled = compiledPatterns.get(key);
  if (!compiled) {
    compiled = compile(pattern, flags);
    if (compiledPatterns.size > 500) compiledPatterns.clear();
    compiledPatterns.set(key, compiled);
  }
  compiled.lastIndex = 0;
  return compiled;
}

const compiledPatterns = new Map<string, RegExp>();

function compile(pattern: string, given: RegExpFlags): RegExp {
  const inline = /^\(\?([aiLmsux]+)\)/.exec(pattern);
  const letters = inline?.[1] ?? '';
  const flags = {
    ...given,
    ignoreCase: given.ignoreCase || letters.includes('i'),
    multiline: given.multiline || letters.includes('m'),
    dotAll: given.dotAll || letters.includes('s'),
  };
  const body = inline ? pattern.slice(inline[0].length) : pattern;
  checkGroups(body);
  const source = translate(letters.includes('x') ? withoutSpace(body) : body, flags);
  const text = `u${flags.ignoreCase ? 'i' : ''}${flags.multiline ? 'm' : ''}${flags.global ? 'g' : ''}${flags.sticky ? 'y' : ''}`;
  try {
    return new RegExp(source, text);
  } catch (error) {
    throw new PyError('re.error', (error as Error).message.replace(/^Invalid regular expression: /, ''));
  }
}

const withoutSpace = (pattern: string): string =>
  pattern.replace(
    /(\\[^]|\[(?:\\[^]|[^\]\\])*\])|#[^\n]*|\s+/g,
    (_all, kept: string | undefined) => kept ?? '',
  );

function checkGroups(pattern: string): void {
  const open: number[] = [];
  for (const found of pattern.matchAll(/\\[^]|\[\^?\]?(?:\\[^]|[^\]\\])*\]|[()]/g)) {
    if (found[0] === '(') open.push(found.index);
    else if (found[0] === ')' && open.pop() === undefined) {
      throw new PyError('re.error', `unbalanced parenthesis at position ${found.index}`);
    }
  }
  if (open.length > 0)
    throw new PyError('re.error', `missing ), unterminated subpattern at position ${open[0]!}`);
}

const TOKEN =
  /\(\?P<(\w+)>|\(\?P=(\w+)\)|\(\?#[^)]*\)|\\([^])|\[\^?\]?(?:\\[^]|[^\]\\])*\]|\{(?!\d*,?\d*\}|,\d+\})|\{\}|(?<![{\d,])\}|\{,(\d+)\}|[*+?}]\+(?!\+)|[.$^]/g;

function translate(pattern: string, flags: RegExpFlags): string {
  return pattern.replace(
    TOKEN,
    (all: string, name?: string, back?: string, escaped?: string, most?: string) => {
      if (name !== undefined) return `(?<${name}>`;
      if (back !== undefined) return `\\k<${back}>`;
      if (all.startsWith('(?#')) return '';
      if (escaped !== undefined) return escapeOf(escaped);
      if (most !== undefined) return `{0,${most}}`;
      if (all.startsWith('[')) return classOf(all);
      if (all === '.') return flags.dotAll ? '[^]' : '[^\\n]';
      if (all === '$') return flags.multiline ? '(?=\\n|(?![^]))' : '(?=\\n?(?![^]))';
      if (all === '^') return flags.multiline ? '(?<=\\n|(?<![^]))' : '(?<![^])';
      return all.length === 2 && all.endsWith('+') && all !== '{}'
        ? all.slice(0, 1)
        : all.replace(/[{}]/g, '\\$&');
    },
  );
}

function escapeOf(char: string): string {
  if (char === 'A') return '(?<![^])';
  if (char === 'Z') return '(?![^])';
  if (char === 'a') return '\\x07';
  if (char === 'd') return '\\p{Nd}';
  if (char === 'D') return '\\P{Nd}';
  if (char === 'w') return '[\\p{L}\\p{N}_]';
  if (char === 'W') return '[^\\p{L}\\p{N}_]';
  if (/[bBsSnrtfvxu0-9]/.test(char)) return `\\${char}`;
  return /[\^$\\.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
}

function classOf(text: string): string {
  const negated = text.startsWith('[^');
  const inner = text.slice(negated ? 2 : 1, -1);
  const body = inner.replace(
    /\\([^])|[[\]{}()|/&~^]|-/g,
    (all: string, escaped: string | undefined, at: number) => {
      if (escaped !== undefined) return classEscape(escaped);
      if (all === '-')
        return at === 0 || at === inner.length - 1 || /\\[dwsDWS]$/.test(inner.slice(0, at)) ? '\\-' : '-';
      return all === '&' || all === '~' ? all : `\\${all}`;
    },
  );
  return `[${negated ? '^' : ''}${body}]`;
}

function classEscape(char: string): string {
  if (char === 'd') return '\\p{Nd}';
  if (char === 'w') return '\\p{L}\\p{N}_';
  if (char === 'D') return '\\P{Nd}';
  if (/[sSWnrtfvbxu0]/.test(char)) return `\\${char}`;
  return /[\^$\\.*+?()[\]{}|/-]/.test(char) ? `\\${char}` : char;
}
