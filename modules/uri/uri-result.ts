import { readJson } from '../../lib/core/read-json.js';
import type { Value } from '../../lib/core/value.js';
import {
  bytesOfData,
  dataOf,
  failure,
  failureOf,
  fileReturns,
  makeResult,
  resultOf,
  skipped,
  type Result,
} from '../../lib/module/index.js';
import { textOf } from '../../lib/remote/bytes.js';
import type { Reply } from '../../lib/remote/call.js';
import { pythonText } from '../../lib/schema/index.js';

export interface Asked {
  readonly url: string;
  readonly status_code: readonly number[];
  readonly return_content: boolean;
}

/** What the server said, as Ansible's uri tells it: its headers are keys, JSON is parsed. */
export function uriResult(reply: Reply, asked: Asked): Result {
  const msg = failureOf(reply);
  if (msg !== undefined) return failure(msg, { status: -1, url: asked.url });
  const kept = dataOf(reply, 'kept');
  if (kept !== undefined) {
    const stdout = `skipped, since '${kept.replace(/ (exists|does not exist)$/, "' $1")}`;
    return makeResult({ changed: false, stdout });
  }
  if (dataOf(reply, 'unrun') !== undefined) return skipped('remote module (uri) does not support check mode');
  const status = Number(dataOf(reply, 'status'));
  const blocks = textOf(bytesOfData(reply, 'headers') ?? new Uint8Array())
    .split(/\r?\n\r?\n(?=HTTP\/)|\r?\n(?=HTTP\/)/)
    .filter((block) => block.startsWith('HTTP/'));
  const said = sayingOf(reply, status, blocks.at(-1));
  const url = dataOf(reply, 'url') ?? asked.url;
  const isError = status >= 300;
  const file = resultOf(reply, fileReturns);
  for (const key of ['headers', 'body']) file.delete(key);
  const result = makeResult({
    ...headersOf(blocks.at(-1) ?? ''),
    ...(isError ? {} : cookiesOf(blocks)),
    ...Object.fromEntries(file),
    elapsed: Number(dataOf(reply, 'elapsed')),
    msg: said,
    redirected: blocks.length > 1 && url !== asked.url,
    status,
    url,
    path: dataOf(reply, 'path'),
  });
  const location = result.get('location');
  if (typeof location === 'string') result.set('location', absolute(location, url));
  addContent(result, reply, asked);
  if (asked.status_code.includes(status)) return result;
  const list = `[${asked.status_code.join(', ')}]`;
  return result.set('failed', true).set('msg', `Status code was ${status} and not ${list}: ${said}`);
}

const absolute = (location: string, base: string): string =>
  URL.canParse(location, base) ? new URL(location, base).href : location;

function sayingOf(reply: Reply, status: number, block: string | undefined): string {
  if (status < 0) return dataOf(reply, 'problem') ?? 'Request failed: no answer';
  if (status >= 300 && status !== 304)
    return `HTTP Error ${status}: ${/^HTTP\/\S+ \d+ ?(.*)/.exec(block ?? '')?.[1]?.trim() ?? ''}`;
  const length = /^content-length:\s*(\d+)/im.exec(block ?? '')?.[1];
  return `OK (${length ?? 'unknown'} bytes)`;
}

function headersOf(block: string): Record<string, Value> {
  const headers: Record<string, string> = {};
  for (const line of block.split(/\r?\n/).slice(1)) {
    const match = /^([^:\s]+):\s*(.*?)\s*$/.exec(line);
    if (!match) continue;
    const name = match[1]!.toLowerCase().replaceAll('-', '_');
    headers[name] = headers[name] === undefined ? match[2]! : `${headers[name]}, ${match[2]}`;
  }
  return headers;
}

function cookiesOf(blocks: readonly string[]): Record<string, Value> {
  const cookies = new Map<string, Value>();
  for (const block of blocks)
    for (const [, name, value] of block.matchAll(/^set-cookie:\s*([^=;\s]+)=([^;\r\n]*)/gim))
      cookies.set(name!, value!);
  const text = [...cookies].map(([name, value]) => `${name}=${pythonText(value)}`).join('; ');
  return { cookies: new Map<Value, Value>(cookies), cookies_string: text };
}

function addContent(result: Result, reply: Reply, asked: Asked): void {
  const body = bytesOfData(reply, 'body') ?? new Uint8Array();
  const content = textOf(body);
  if (Number(result.get('status')) >= 300) result.set('body', content);
  const type = result.get('content_type');
  const wasCut = reply.frames.some((frame) => frame.kind === 'data' && frame.key === 'body' && frame.omitted);
  if (wasCut) result.set('warnings', ['the answer is too large: its content was cut']);
  if (typeof type === 'string' && /^[^;]*\b(json)\b/.test(type) && !wasCut) {
    const json = parsed(content);
    if (json !== undefined) result.set('json', json);
  }
  if (asked.return_content || (!asked.status_code.includes(Number(result.get('status'))) && body.length > 0))
    result.set('content', content);
}

function parsed(text: string): Value | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
