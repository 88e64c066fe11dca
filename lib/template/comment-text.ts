import type { Kwargs } from '../jinja/index.js';
import { PyError, pyStr, pyRepr } from '../jinja/index.js';
import { numberOf } from './python.js';

interface CommentStyle {
  readonly beginning?: string;
  readonly decoration: string;
  readonly end?: string;
}

const STYLES: Readonly<Record<string, CommentStyle>> = {
  plain: { decoration: '# ' },
  erlang: { decoration: '% ' },
  c: { decoration: '// ' },
  cblock: { beginning: '/*', decoration: ' * ', end: ' */' },
  xml: { beginning: '<!--', decoration: ' - ', end: '-->' },
};

/** The text as a comment of the given style: plain, c, cblock, xml, erlang. */
export function commentText(text: string, args: readonly unknown[], kwargs: Kwargs): string {
  const name = pyStr(args[0] ?? kwargs.get('style') ?? 'plain');
  const style = Object.hasOwn(STYLES, name) ? STYLES[name]! : undefined;
  if (!style) throw new PyError('KeyError', pyRepr(name));
  const option = (key: string, otherwise: string): string =>
    kwargs.has(key) ? pyStr(kwargs.get(key)) : otherwise;
  const count = (key: string): number => numberOf(kwargs.get(key)) ?? 1;
  const newline = option('newline', '\n');
  const decoration = option('decoration', style.decoration);
  const beginning = option('beginning', style.beginning ?? '');
  const end = option('end', style.end ?? '');
  const prefix = option('prefix', decoration.trimEnd());
  const line = prefix === '' || prefix === newline ? prefix : `${prefix}${newline}`;
  const postfix = `${newline}${option('postfix', decoration.trimEnd())}`;
  const body = decoration + text.replaceAll(newline, `${newline}${decoration}`);
  const bare = body.replaceAll(`${decoration}${newline}`, `${decoration.trimEnd()}${newline}`);
  return (
    (beginning && `${beginning}${newline}`) +
    line.repeat(count('prefix_count')) +
    bare +
    postfix.repeat(count('postfix_count')) +
    (end && `${newline}${end}`)
  );
}
