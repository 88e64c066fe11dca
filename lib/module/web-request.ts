import type { Dict, Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';

/** What the modules that ask web servers have in common. */
export interface WebRequest {
  readonly headers: Dict | undefined;
  readonly unredirected_headers?: readonly string[];
  readonly url_username: string | undefined;
  readonly url_password: string | undefined;
  readonly http_agent: string;
  readonly validate_certs: boolean;
  readonly use_proxy: boolean;
  readonly use_netrc: boolean;
  readonly ciphers: readonly string[] | undefined;
}

/**
 * A configuration of curl's for a request: it may hold secrets, and goes to the host as a file (lib/module/shell/web.sh).
 * `more` are lines of the caller's.
 * @example curlConfig(args, [`url = ${curlQuoted(args.url)}`])
 */
export function curlConfig(request: WebRequest, more: readonly string[]): string {
  const lines = [
    ...headersOf(request)
      .filter(([name]) => !isForFirst(request, name))
      .map(asLine),
    `user-agent = ${curlQuoted(request.http_agent)}`,
    ...(request.url_username === undefined
      ? []
      : [`user = ${curlQuoted(`${request.url_username}:${request.url_password ?? ''}`)}`]),
    ...(request.use_netrc && request.url_username === undefined ? ['netrc-optional'] : []),
    ...(request.validate_certs ? [] : ['insecure']),
    ...(request.use_proxy ? [] : ['noproxy = "*"']),
    ...(request.ciphers?.length ? [`ciphers = ${curlQuoted(request.ciphers.join(':'))}`] : []),
    ...more,
  ];
  return `${lines.join('\n')}\n`;
}

/** What is added to it for the first server alone, which those that it sends us on to do not get. */
export const firstConfig = (request: WebRequest): string =>
  headersOf(request)
    .filter(([name]) => isForFirst(request, name))
    .map((header) => `${asLine(header)}\n`)
    .join('');

const isForFirst = ({ unredirected_headers: names = [] }: WebRequest, name: string): boolean =>
  names.some((each) => each.toLowerCase() === name.toLowerCase());

const asLine = ([name, value]: readonly [string, string]): string =>
  `header = ${curlQuoted(`${name}: ${value}`)}`;

/** The headers that were asked for, each on one line. */
export const headersOf = ({ headers }: Pick<WebRequest, 'headers'>): (readonly [string, string])[] =>
  [...(headers ?? [])].map(([name, value]) => [pythonText(name), oneLine(value)]);

const oneLine = (value: Value): string => pythonText(value).replace(/[\r\n]+/g, ' ');

/** Does it ask for something that wget cannot do, or only with secrets as words of a command? */
export const needsCurl = (request: WebRequest): boolean =>
  request.url_username !== undefined ||
  (request.headers?.size ?? 0) > 0 ||
  !request.use_proxy ||
  (request.ciphers?.length ?? 0) > 0;

/** Text as a value in a configuration of curl's. */
export const curlQuoted = (text: string): string =>
  `"${text.replace(/["\\]/g, '\\$&').replace(/[\r\n]/g, '')}"`;

/** What a file from a URL is called when nobody says. */
export function nameInUrl(url: string): string {
  const name =
    url
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? '';
  return ['', '.', '..'].includes(name) ? 'index.html' : name;
}
