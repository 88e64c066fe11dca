import { TsplayError } from '../core/problem.js';

/**
 * A pattern of Python's `re` as a JavaScript one. What differs is translated: named groups, \A and \Z, `$`
 * before a last newline, leading inline flags, `#` comments of (?x) are not understood.
 */
export function pythonPattern(pattern: string, flags = ''): RegExp {
  const inline = /^\(\?([aiLmsux]+)\)/.exec(pattern);
  const letters = new Set([...flags, ...(inline?.[1] ?? '')].filter((letter) => 'gims'.includes(letter)));
  const body = inline ? pattern.slice(inline[0].length) : pattern;
  try {
    return new RegExp(
      translate(body, letters),
      letters.has('i') ? (letters.has('g') ? 'gi' : 'i') : letters.has('g') ? 'g' : '',
    );
  } catch (cause) {
    throw new TsplayError({
      code: 'bad-regexp',
      message: `'${pattern}' is not a regular expression: ${(cause as Error).message}`,
    });
  }
}

// only \n ends a line in Python, and only with `s` does a dot match it
function translate(body: string, flags: ReadonlySet<string>): string {
  let isClass = false;
  return body.replace(/\\[\s\S]|\(\?P<|\(\?P=(\w+)\)|\(\?#[^)]*\)|[[\]$^.]/g, (all, name?: string) => {
    if (isClass) {
      if (all === ']') isClass = false;
      return all === '[' ? '\\[' : all;
    }
    if (all === '[') isClass = true;
    if (name !== undefined) return `\\k<${name}>`;
    if (all.startsWith('(?#')) return '';
    return (
      (flags.has('m') ? multiline[all] : undefined) ??
      (flags.has('s') ? dotAll[all] : undefined) ??
      always[all] ??
      all
    );
  });
}

const multiline: Readonly<Record<string, string>> = { '^': '(?<![^\\n])', $: '(?![^\\n])' };
const dotAll: Readonly<Record<string, string>> = { '.': '[\\s\\S]' };
const always: Readonly<Record<string, string>> = {
  '.': '[^\\n]',
  $: '(?=\\n?(?![\\s\\S]))',
  '\\A': '(?<![\\s\\S])',
  '\\Z': '(?![\\s\\S])',
  '(?P<': '(?<',
};

/** Fills a replacement's \1, \g<name> and escapes from a match, as `match.expand()` does. */
export function expandTemplate(template: string, match: RegExpExecArray): string {
  return template.replace(
    /\\(?:g<(\w+)>|(\d{1,2})|([nrtfvab\\]))/g,
    (all, name?: string, digits?: string, escape?: string) => {
      if (escape !== undefined) return escapes[escape] ?? all;
      const key = name ?? digits!;
      return (/^\d+$/.test(key) ? match[Number(key)] : match.groups?.[key]) ?? '';
    },
  );
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  v: '\v',
  a: '\x07',
  b: '\b',
  '\\': '\\',
};
