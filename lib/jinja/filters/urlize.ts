import { escapeHtml } from '../python/escape-html.js';
import { Markup } from '../python/py-object.js';
import { pyIterate } from '../python/iterate.js';
import { PyError } from '../python/py-error.js';
import { pyRepr, pyStr } from '../python/repr.js';
import { textOf } from '../python/text.js';
import { pyTruth } from '../python/truth.js';
import { define } from './define.js';

const HTTP =
  /^(?:(https?:\/\/|www\.)(?:([\w%-]+\.)+)?(?:[a-z]{2,63}|xn--[\w%]{2,59})|([\w%-]{2,63}\.)+(?:com|net|int|edu|gov|org|info|mil)|(?:https?:\/\/)(?:(?:[\d]{1,3})(?:\.[\d]{1,3}){3}|\[(?:[\da-f]{0,4}:){2}(?:[\da-f]{0,4}:?){1,6}\]))(?::[\d]{1,5})?(?:[/?#]\S*)?$/i;
const MAIL = /^\S+@\w[\w.-]*\.\w+$/;

/** Addresses and mail addresses in a text as links. */
export const urlize = define(
  'do_urlize',
  ['trim_url_limit', 'nofollow', 'target', 'rel', 'extra_schemes'],
  (value, args, context) => {
    const rel = new Set(
      (args.rel === undefined || args.rel === null ? '' : pyStr(args.rel)).split(/\s+/).filter(Boolean),
    );
    if (args.nofollow !== undefined && pyTruth(args.nofollow)) rel.add('nofollow');
    rel.add('noopener');
    const limit =
      args.trim_url_limit === undefined || args.trim_url_limit === null
        ? undefined
        : Number(args.trim_url_limit);
    const attributes =
      ` rel="${escapeHtml([...rel].sort().join(' '))}"` +
      (args.target === undefined || args.target === null
        ? ''
        : ` target="${escapeHtml(pyStr(args.target))}"`);
    const schemes = schemesOf(args.extra_schemes);
    const text = escapeHtml(textOf(value) ?? pyStr(value));
    const result = text
      .split(/(\s+)/u)
      .map((word) => linkWord(word, { attributes, limit, schemes }))
      .join('');
    return context.autoescape === true ? new Markup(result) : result;
  },
  2,
);

interface LinkOptions {
  readonly attributes: string;
  readonly limit: number | undefined;
  readonly schemes: readonly string[];
}

function schemesOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return Array.from(pyIterate(value), (item) => {
    const scheme = pyStr(item);
    if (/^[\w.+-]{2,}:\/{0,2}$/u.test(scheme)) return scheme;
    throw new PyError('FilterArgumentError', `${pyRepr(item)} is not a valid URI scheme prefix.`);
  });
}

const PAIRS = [
  ['(', ')'],
  ['<', '>'],
  ['&lt;', '&gt;'],
] as const;

function linkWord(word: string, options: LinkOptions): string {
  const [, head = '', rest = ''] = /^((?:[(<]|&lt;)*)([^]*)$/.exec(word)!;
  let [, middle = '', tail = ''] = /^([^]*?)((?:[)>.,\n]|&gt;)*)$/.exec(rest)!;
  // what closes a bracket of the address belongs to it
  for (const [open, close] of PAIRS) {
    const opened = countOf(middle, open);
    if (opened <= countOf(middle, close)) continue;
    for (let n = Math.min(opened, countOf(tail, close)); n > 0; n--) {
      const end = tail.indexOf(close) + close.length;
      middle += tail.slice(0, end);
      tail = tail.slice(end);
    }
  }
  return head + link(middle, options) + tail;
}

const countOf = (text: string, part: string): number => text.split(part).length - 1;

function link(word: string, { attributes, limit, schemes }: LinkOptions): string {
  if (HTTP.test(word)) {
    const href = /^https?:\/\//.test(word) ? word : `https://${word}`;
    return `<a href="${href}"${attributes}>${shorten(word, limit)}</a>`;
  }
  if (word.startsWith('mailto:') && MAIL.test(word.slice(7))) return `<a href="${word}">${word.slice(7)}</a>`;
  if (word.includes('@') && !word.startsWith('www.') && !word.includes(':') && MAIL.test(word)) {
    return `<a href="mailto:${word}">${word}</a>`;
  }
  const known = schemes.some((scheme) => word !== scheme && word.startsWith(scheme));
  return known ? `<a href="${word}"${attributes}>${word}</a>` : word;
}

const shorten = (text: string, limit: number | undefined): string =>
  limit !== undefined && text.length > limit ? `${text.slice(0, limit)}...` : text;
