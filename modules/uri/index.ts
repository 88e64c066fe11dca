import {
  curlConfig,
  curlQuoted,
  defineModule,
  failure,
  fileArgs,
  firstConfig,
  headersOf,
  nameInUrl,
  needsCurl,
  scriptBeside,
  type ModuleContext,
  type Params,
  type Result,
  type WebRequest,
} from '../../lib/module/index.js';
import { textOf } from '../../lib/remote/bytes.js';
import { bool, choice, dict, int, list, path, raw, text } from '../../lib/schema/index.js';
import { requestBody } from './request-body.js';
import { uriResult } from './uri-result.js';

export const module = defineModule({
  name: 'uri',
  summary: 'Talks to a web service from the host',
  examples: `
- name: Is the service well?
  ansible.builtin.uri:
    url: http://localhost:8080/health
    return_content: true
`,
  notes: [
    'Needs `curl` at the host; with `wget` only, a plain GET can be done. Headers, passwords and bodies never are words of a command.',
  ],
  args: {
    url: text({ doc: 'http or https URL', required: true }),
    method: text({ doc: 'GET, POST, PUT, …', fallback: 'GET' }),
    body: raw({ doc: 'What to send' }),
    body_format: choice(['form-multipart', 'form-urlencoded', 'json', 'raw'], {
      doc: 'How the body is written',
      fallback: 'raw',
    }),
    src: path({ doc: 'A file to send instead of body' }),
    remote_src: bool({ doc: 'src is at the host', fallback: false }),
    headers: dict({ doc: 'More headers' }),
    status_code: list(int({}), { doc: 'What counts as success', fallback: [200] }),
    return_content: bool({ doc: 'Return the body of the answer as content', fallback: false }),
    dest: path({ doc: 'Write the body of the answer to this file (or into this directory)' }),
    creates: path({ doc: 'Do nothing when this exists' }),
    removes: path({ doc: 'Do nothing unless this exists' }),
    follow_redirects: choice(['all', 'no', 'none', 'safe', 'urllib2', 'yes'], {
      doc: 'safe follows for GET and HEAD only',
      fallback: 'safe',
    }),
    timeout: int({ doc: 'Seconds', fallback: 30 }),
    url_username: text({ doc: 'User', aliases: ['user'] }),
    url_password: text({ doc: 'Password', aliases: ['password'], secret: true }),
    force_basic_auth: bool({ doc: 'Send the password unasked', fallback: false }),
    validate_certs: bool({ doc: 'Check the certificate', fallback: true }),
    ca_path: path({ doc: 'Certificates to trust' }),
    client_cert: path({ doc: 'Certificate of ours' }),
    client_key: path({ doc: 'Its key' }),
    ciphers: list(text({}), { doc: 'Ciphers of TLS' }),
    unix_socket: path({ doc: 'Talk to this socket' }),
    http_agent: text({ doc: 'User agent', fallback: 'ansible-httpget' }),
    force: bool({ doc: 'Ask caches for a fresh answer', fallback: false }),
    use_proxy: bool({ doc: 'Use the proxy of the environment', fallback: true }),
    decompress: bool({ doc: 'Unpack compressed answers', fallback: true }),
    use_netrc: bool({ doc: 'Take passwords from ~/.netrc', fallback: true }),
    use_gssapi: bool({ doc: 'Not supported', fallback: false }),
    unredirected_headers: list(text({}), {
      doc: 'Headers that are for the first server alone',
      fallback: [],
    }),
    ...fileArgs,
  },
  rules: [{ kind: 'mutually_exclusive', names: ['body', 'src'] }],
  returns: {
    status: int({ doc: 'Status of the answer, -1 when there is none' }),
    url: text({ doc: 'Where it came from at last' }),
    redirected: bool({ doc: 'Was it another URL?' }),
    msg: text({ doc: 'What the server said' }),
    content: text({ doc: 'The body of the answer' }),
    json: raw({ doc: 'The body, when it is JSON' }),
    cookies: dict({ doc: 'Cookies that were set' }),
    cookies_string: text({ doc: 'The same as a header' }),
    elapsed: int({ doc: 'Seconds' }),
    body: text({ doc: 'The body of an answer of 300 and above' }),
    path: text({ doc: 'The file that was written' }),
    state: text({ doc: 'What is there: file' }),
    mode: text({ doc: 'Permissions of the file' }),
    owner: text({ doc: 'Its owner' }),
    group: text({ doc: 'Its group' }),
    uid: int({ doc: 'Number of the owner' }),
    gid: int({ doc: 'Number of the group' }),
    size: int({ doc: 'Its bytes' }),
  },
  script: scriptBeside(import.meta.url, 'uri.sh', 'creates', 'web', 'attributes'),
  async prepare(args, ctx): Promise<Params | Result> {
    if (args.use_gssapi) return failure('use_gssapi is not supported');
    if (!/^https?:\/\/\S+$/.test(args.url)) return notAUrl(args);
    if (!/^[A-Za-z]+$/.test(args.method))
      return failure("Parameter 'method' needs to be a single word in uppercase, like GET or POST.");
    const body = args.body === undefined ? undefined : await requestBody(args.body, args.body_format, ctx);
    if (typeof body === 'string') return failure(body);
    return {
      headers: undefined,
      ciphers: undefined,
      needs_curl: needsCurl(args) || args.method.toUpperCase() !== 'GET',
      dest_name: nameInUrl(args.url),
      first_config: firstConfig(args),
      unredirected_headers: undefined,
      curl_config: uriConfig(args, args.method.toUpperCase(), body?.contentType),
      ...(await bodyParams(args, body?.bytes, ctx)),
    };
  },
  finish: (reply, args) => uriResult(reply, args),
});

function notAUrl({ url, status_code }: { url: string; status_code: readonly number[] }): Result {
  const kind = /^(\w+):/.exec(url)?.[1];
  if (kind === undefined) return failure(`unknown url type: '${url}'`, { status: -1, url });
  const why = `Request failed: <urlopen error unknown url type: ${kind}>`;
  const list = `[${status_code.join(', ')}]`;
  return failure(`Status code was -1 and not ${list}: ${why}`, {
    status: -1,
    url,
    redirected: false,
    elapsed: 0,
  });
}

async function bodyParams(
  args: { src: string | undefined; remote_src: boolean },
  bytes: Uint8Array | undefined,
  ctx: ModuleContext,
): Promise<Params> {
  if (args.src !== undefined) {
    const upload = args.remote_src
      ? args.src
      : await ctx.session.stage({ file: ctx.findFile('files', args.src) });
    return { upload, body: undefined };
  }
  if (bytes === undefined) return { upload: undefined, body: undefined };
  if (bytes.length > 100_000 || bytes.includes(0))
    return { upload: await ctx.session.stage(bytes), body: undefined };
  return { upload: undefined, body: textOf(bytes) };
}

interface Request extends WebRequest {
  readonly url: string;
  readonly force_basic_auth: boolean;
  readonly follow_redirects: string;
  readonly decompress: boolean;
  readonly force: boolean;
  readonly timeout: number;
}

function uriConfig(request: Request, method: string, contentType: string | undefined): string {
  const given = headersOf(request).map(([name]) => name.toLowerCase());
  const headers = [
    ...(contentType !== undefined && !given.includes('content-type') ? [`Content-Type: ${contentType}`] : []),
    ...(request.force ? ['Cache-Control: no-cache'] : []),
    ...(given.includes('connection') ? [] : ['Connection: close']),
    'Expect:',
  ];
  const isSafe = method === 'GET' || method === 'HEAD';
  const follows =
    ['all', 'yes'].includes(request.follow_redirects) ||
    (isSafe && !['no', 'none'].includes(request.follow_redirects));
  return curlConfig(request, [
    `url = ${curlQuoted(request.url)}`,
    method === 'HEAD' ? 'head' : `request = ${curlQuoted(method)}`,
    ...headers.map((each) => `header = ${curlQuoted(each)}`),
    `max-time = ${request.timeout}`,
    'globoff',
    ...(follows ? ['location', 'max-redirs = 10'] : []),
    ...(request.url_username === undefined ? [] : [request.force_basic_auth ? 'basic' : 'anyauth']),
    ...(request.decompress ? ['compressed'] : []),
  ]);
}
