import { CONTROL_ESCAPES } from '../../core/control-escapes.js';
import { Tuple, type Value } from '../../core/value.js';
import {
  bindArgs,
  demand,
  PyError,
  pyStr,
  requireHashable,
  type Filter,
  pyTruth,
} from '../../jinja/index.js';
import { patternText } from '../pattern-text.js';
import { filterError, isText, textWith, typeName } from '../python.js';
import { pythonRegExp, type RegExpFlags } from '../python-regexp.js';

/** Python's `re` as filters. */
export const regexFilters: Readonly<Record<string, Filter>> = {
  regex_replace: (value, args, kwargs) => {
    const given = bindArgs(
      'regex_replace',
      ['pattern', 'replacement', 'ignorecase', 'multiline'],
      args,
      kwargs,
    );
    const pattern = pythonRegExp(patternText(given.pattern === undefined ? '' : given.pattern), {
      ...flagsOf(given),
      global: true,
    });
    const pieces = replacementPieces(
      replacementText(given.replacement === undefined ? '' : given.replacement),
    );
    return textOf(value).replace(pattern, (...found: unknown[]) => fill(pieces, found));
  },
  regex_search: (value, args, kwargs) => {
    const flags = { ignorecase: kwargs.get('ignorecase'), multiline: kwargs.get('multiline') };
    const text = textOf(value);
    const groups = args.slice(1).map((group) => groupOf(textWith('startswith', group)));
    const found = pythonRegExp(patternText(args[0] ?? kwargs.get('regex')), flagsOf(flags)).exec(text);
    if (groups.length === 0) return found ? found[0] : null;
    return found ? groups.map((group) => groupText(found, group)) : null;
  },
  regex_findall: (value, args, kwargs) => {
    const given = bindArgs('regex_findall', ['regex', 'multiline', 'ignorecase'], args, kwargs);
    const pattern = pythonRegExp(patternText(given.regex), { ...flagsOf(given), global: true });
    return [...textOf(value).matchAll(pattern)].map(findallItem);
  },
  regex_escape: (value, args, kwargs) => {
    const { re_type: kind } = bindArgs('regex_escape', ['re_type'], args, kwargs);
    return escapeAs(textOf(value), textOr(kind, 'python'));
  },
};

const textOf = (value: unknown): string => pyStr(demand(value));
const textOr = (value: unknown, otherwise: string): string =>
  value === undefined ? otherwise : pyStr(demand(value));

function replacementText(value: unknown): string {
  const plain = demand(value);
  requireHashable(plain);
  if (isText(plain)) return pyStr(plain);
  throw new PyError('TypeError', `decoding to str: need a bytes-like object, ${typeName(plain)} found`);
}

function flagsOf(given: { ignorecase: unknown; multiline: unknown }): RegExpFlags {
  return { ignoreCase: pyTruth(given.ignorecase ?? false), multiline: pyTruth(given.multiline ?? false) };
}

type Piece = string | { readonly group: string | number };

/** `a\1\g<name>` as text and groups. */
function replacementPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let last = 0;
  for (const found of text.matchAll(/\\(?:g<(\w+)>|([1-9]\d?)|(0[0-7]{0,2})|([^]))/g)) {
    pieces.push(text.slice(last, found.index));
    if (found[1] !== undefined) pieces.push({ group: /^\d+$/.test(found[1]) ? Number(found[1]) : found[1] });
    else if (found[2] !== undefined) pieces.push({ group: Number(found[2]) });
    else if (found[3] !== undefined) pieces.push(String.fromCharCode(parseInt(found[3], 8)));
    else pieces.push(REPLACEMENT_ESCAPES[found[4]!] ?? badEscape(found[4]!, found.index));
    last = found.index + found[0].length;
  }
  pieces.push(text.slice(last));
  return pieces;
}

const REPLACEMENT_ESCAPES: Readonly<Record<string, string>> = { ...CONTROL_ESCAPES, '\\': '\\' };

function badEscape(char: string, at: number): string {
  if (/[a-zA-Z]/.test(char)) throw new PyError('re.error', `bad escape \\${char} at position ${at}`);
  return `\\${char}`;
}

function fill(pieces: readonly Piece[], found: readonly unknown[]): string {
  const named = typeof found.at(-1) === 'object' ? (found.at(-1) as Record<string, string | undefined>) : {};
  const count = found.length - (typeof found.at(-1) === 'object' ? 4 : 3);
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : groupFrom(piece.group, found, count, named)))
    .join('');
}

function groupFrom(
  group: string | number,
  found: readonly unknown[],
  count: number,
  named: Record<string, string | undefined>,
): string {
  if (typeof group === 'number') {
    if (group > count) throw new PyError('re.error', `invalid group reference ${group} at position 1`);
    return (found[group] as string | undefined) ?? '';
  }
  if (!Object.hasOwn(named, group)) throw new PyError('IndexError', `unknown group name '${group}'`);
  return named[group] ?? '';
}

function groupOf(text: string): string | number {
  const number = /^\\(\d+)/.exec(text)?.[1];
  const name = /^\\g<(\S+)>/.exec(text)?.[1];
  if (number === undefined && name === undefined) {
    if (text.startsWith('\\'))
      throw new PyError('AttributeError', "'NoneType' object has no attribute 'group'");
    throw filterError('Unknown argument');
  }
  return number === undefined ? name! : Number(number);
}

function groupText(found: RegExpExecArray, group: string | number): Value {
  if (typeof group === 'number') {
    if (group >= found.length) throw new PyError('IndexError', 'no such group');
    return found[group] ?? null;
  }
  if (!found.groups || !Object.hasOwn(found.groups, group)) throw new PyError('IndexError', 'no such group');
  return found.groups[group] ?? null;
}

function findallItem(found: RegExpMatchArray): Value {
  if (found.length === 1) return found[0];
  const groups = found.slice(1).map((group: string | undefined) => group ?? '');
  return groups.length === 1 ? groups[0]! : Tuple.from(groups);
}

function escapeAs(text: string, kind: string): string {
  if (kind === 'python') return text.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&');
  if (kind === 'posix_basic') return text.replace(/[\].[^$*\\]/g, '\\$&');
  if (kind === 'posix_extended') throw filterError(`Regex type (${kind}) not yet implemented`);
  throw filterError(`Invalid regex type (${kind})`);
}
