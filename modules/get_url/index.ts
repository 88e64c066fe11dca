import { TsplayError } from '../../lib/core/problem.js';
import {
  curlConfig,
  dataOf,
  defineModule,
  failure,
  fileArgs,
  fileReturns,
  firstConfig,
  nameInUrl,
  needsCurl,
  resultOf,
  scriptBeside,
  type Result,
} from '../../lib/module/index.js';
import { bool, dict, int, list, path, text } from '../../lib/schema/index.js';

const returns = {
  ...fileReturns,
  url: text({ doc: 'Where it came from' }),
  dest: text({ doc: 'The file' }),
  checksum_src: text({ doc: 'sha1 of what was downloaded' }),
  checksum_dest: text({ doc: 'sha1 of the file before' }),
  backup_file: text({ doc: 'The old file' }),
  msg: text({ doc: 'What the server said' }),
  status_code: int({ doc: 'Of the answer; 304: there is nothing newer' }),
  response: text({ doc: 'What the server said instead of sending it' }),
  elapsed: int({ doc: 'Seconds that it took' }),
};

export const module = defineModule({
  name: 'get_url',
  summary: 'Downloads a file at the host',
  examples: `
- name: A file whose content is known
  get_url:
    url: https://example.com/tool.tar.gz
    dest: /opt/tool.tar.gz
    checksum: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
  args: {
    url: text({ doc: 'http, https, ftp or file URL', required: true }),
    dest: path({
      doc: 'The file, or a directory that gets it by the name that the server gives',
      required: true,
    }),
    checksum: text({ doc: 'ALGORITHM:DIGEST, or ALGORITHM:URL of a list of digests', fallback: '' }),
    force: bool({
      doc: 'Ask for it even if the server has nothing newer than the file that is there',
      fallback: false,
    }),
    backup: bool({ doc: 'Keep the old file beside the new one', fallback: false }),
    timeout: int({ doc: 'Seconds for the connection to come up', fallback: 10 }),
    headers: dict({ doc: 'More headers of the request', secret: true }),
    url_username: text({ doc: 'User', aliases: ['username'] }),
    url_password: text({ doc: 'Password', aliases: ['password'], secret: true }),
    force_basic_auth: bool({ doc: 'Send the password unasked', fallback: false }),
    validate_certs: bool({ doc: 'Check the certificate', fallback: true }),
    use_proxy: bool({ doc: 'Use the proxy of the environment', fallback: true }),
    http_agent: text({ doc: 'User agent', fallback: 'ansible-httpget' }),
    client_cert: path({ doc: 'Certificate of ours' }),
    client_key: path({ doc: 'Its key' }),
    tmp_dest: path({ doc: 'Accepted for compatibility: it is downloaded beside dest' }),
    ciphers: list(text({}), { doc: 'Ciphers of TLS' }),
    decompress: bool({ doc: 'Unpack what the server sends packed', fallback: true }),
    unredirected_headers: list(text({}), {
      doc: 'Headers that are for the first server alone',
      fallback: [],
    }),
    use_gssapi: bool({ doc: 'Not supported', fallback: false }),
    use_netrc: bool({ doc: 'Take passwords from ~/.netrc', fallback: true }),
    ...fileArgs,
  },
  returns,
  script: scriptBeside(import.meta.url, 'get_url.sh', 'web', 'attributes', 'backup', 'place-file'),
  prepare(args) {
    if (args.use_gssapi) return failure('use_gssapi is not supported');
    if (!/^(https?|ftp|file):\/\/[^\s"\\]+$/.test(args.url))
      throw new TsplayError({ code: 'bad-url', message: `unknown url type: '${args.url}'` });
    const checksum = /^(md5|sha1|sha224|sha256|sha384|sha512):\s*(\S+)$/i.exec(args.checksum);
    if (args.checksum !== '' && !checksum) {
      throw new TsplayError({
        code: 'bad-checksum',
        message: 'The checksum parameter has to be in format <algorithm>:<checksum>',
      });
    }
    return {
      ...placing,
      headers: undefined,
      ciphers: undefined,
      needs_curl: needsCurl(args),
      curl_config: curlConfig(args, ['location', ...(args.decompress ? unpacking : [])]),
      first_config: firstConfig(args),
      unredirected_headers: undefined,
      algorithm: checksum?.[1]?.toLowerCase() ?? '',
      digest: checksum?.[2] ?? '',
      dest_name: nameInUrl(args.url),
    };
  },
  finish(reply, args) {
    const result = resultOf(reply, returns, { path: dataOf(reply, 'dest') ?? args.dest });
    for (const key of ['before', 'dst_larger', 'kept', 'need']) result.delete(key);
    return told(result, args.dest).set('url', args.url);
  },
});

// what the real module tells of every answer, also where there is nothing to tell
function told(result: Result, dest: string): Result {
  const always = result.get('failed') === true ? { dest, elapsed: 0 } : sumsOf(result);
  for (const [key, value] of Object.entries(always)) if (!result.has(key)) result.set(key, value);
  return result;
}

const sumsOf = (result: Result): Record<string, null> =>
  result.get('status_code') === 304
    ? {}
    : {
        checksum_src: null,
        checksum_dest: null,
        ...(result.has('checksum_src') ? { status_code: null } : {}),
      };

// nothing packed is asked for
const unpacking = ['compressed', 'header = "Accept-Encoding: identity"'];

const placing = {
  follow: true,
  want_diff: false,
  validate: [],
  default_mode: '0644',
  directory_mode: undefined,
  parent_made: false,
  make_parents: false,
  expect_sha1: undefined,
  expect_text: undefined,
  want_size: undefined,
  content: undefined,
};
