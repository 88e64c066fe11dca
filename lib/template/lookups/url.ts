import type { Dict, Value } from '../../core/value.js';
import { pyStr, pyTruth } from '../../jinja/index.js';
import { LookupError } from '../lookup-error.js';
import { isMapping, numberOf, toBool } from '../python.js';
import { runInNode } from '../run-in-node.js';
import { splitLines } from '../split-lines.js';
import type { Lookup } from '../templar.js';

/** What web servers of the controller's network answer, line by line unless `split_lines` is false. */
export const url: Lookup = ({ terms, options }) => terms.flatMap((term) => fetched(pyStr(term), options));

const SCRIPT = `
const [address, request, seconds] = given;
const told = { ECONNREFUSED: '[Errno 111] Connection refused', EHOSTUNREACH: '[Errno 113] No route to host',
  ENETUNREACH: '[Errno 101] Network is unreachable', ENOTFOUND: '[Errno -2] Name or service not known',
  EAI_AGAIN: '[Errno -3] Temporary failure in name resolution' };
const fail = (text) => { process.stdout.write(text); process.exit(9); };
fetch(address, { ...JSON.parse(request), signal: AbortSignal.timeout(seconds * 1000) }).then(async (answer) => {
  if (!answer.ok) fail('HTTP Error ' + answer.status + ': ' + answer.statusText);
  process.stdout.write(await answer.text());
}, (error) => {
  if (error.name === 'TimeoutError') fail('<urlopen error timed out>');
  const cause = error.cause || error;
  fail('<urlopen error ' + (told[cause.code] || cause.message) + '>');
});`;

function fetched(address: string, options: Dict): Value[] {
  const seconds = numberOf(options.get('timeout')) ?? 10;
  const checks = toBool(options.get('validate_certs') ?? true) === true;
  const { ok, output } = runInNode(SCRIPT, [address, JSON.stringify(requestOf(options)), String(seconds)], {
    seconds: seconds + 10,
    env: checks ? {} : { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  });
  if (!ok) {
    const what = output.startsWith('HTTP Error') ? 'Received HTTP error' : 'Failed lookup url';
    throw new LookupError(`${what} for ${address} : ${output}`);
  }
  return toBool(options.get('split_lines') ?? true) ? splitLines(output) : [output];
}

function requestOf(options: Dict): { headers: Record<string, string>; redirect: string } {
  const given = options.get('headers');
  const named = isMapping(given) ? [...given].map(([key, value]) => [pyStr(key), pyStr(value)] as const) : [];
  const user = options.get('username');
  const login = `${pyStr(user ?? '')}:${pyStr(options.get('password') ?? '')}`;
  const headers = {
    'User-Agent': pyStr(options.get('http_agent') ?? 'ansible-httpget'),
    ...(pyTruth(options.get('force') ?? false) ? { 'Cache-Control': 'no-cache' } : {}),
    ...(user === undefined || user === null
      ? {}
      : { Authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
    ...Object.fromEntries(named),
  };
  const follows = pyStr(options.get('follow_redirects') ?? 'urllib2');
  return { headers, redirect: ['none', 'no', 'False'].includes(follows) ? 'manual' : 'follow' };
}
