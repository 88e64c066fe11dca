import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDict, type Dict, type Value } from '../../lib/core/value.js';
import type { ModuleContext } from '../../lib/module/index.js';
import { bytesOf } from '../../lib/remote/bytes.js';
import { pythonText, toJsonText } from '../../lib/schema/index.js';

export interface RequestBody {
  readonly bytes: Uint8Array;
  readonly contentType?: string;
}

export type BodyFormat = 'form-multipart' | 'form-urlencoded' | 'json' | 'raw';

/** The bytes of a request's body; a text when the body does not fit its format. */
export async function requestBody(
  body: Value,
  format: BodyFormat,
  ctx: ModuleContext,
): Promise<RequestBody | string> {
  switch (format) {
    case 'raw':
      return { bytes: bytesOf(isDict(body) || Array.isArray(body) ? toJsonText(body) : pythonText(body)) };
    case 'json':
      return {
        bytes: bytesOf(typeof body === 'string' ? body : toJsonText(body)),
        contentType: 'application/json',
      };
    case 'form-urlencoded':
      return {
        bytes: bytesOf(typeof body === 'string' ? body : urlEncoded(body)),
        contentType: 'application/x-www-form-urlencoded',
      };
    case 'form-multipart':
      return isDict(body) ? await multipart(body, ctx) : 'body_format form-multipart needs a dict as body';
  }
}

function urlEncoded(body: Value): string {
  const pairs = isDict(body) ? [...body] : (body as readonly Value[]).map((pair) => pair as [Value, Value]);
  return pairs
    .flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).map((each) => [key, each] as const))
    .map(([key, value]) => `${escape(pythonText(key))}=${escape(pythonText(value))}`)
    .join('&');
}

// as Python's quote_plus writes it
const escape = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

async function multipart(body: Dict, ctx: ModuleContext): Promise<RequestBody> {
  const boundary = `----${randomUUID()}`;
  const parts: Buffer[] = [];
  for (const [name, value] of body) parts.push(await part(pythonText(name), value, boundary, ctx));
  return {
    bytes: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

async function part(name: string, value: Value, boundary: string, ctx: ModuleContext): Promise<Buffer> {
  const fields = isDict(value) ? value : new Map<Value, Value>([['content', value]]);
  const [filename, content, type] = ['filename', 'content', 'mime_type'].map((key) => fields.get(key));
  const bytes =
    content === undefined && typeof filename === 'string'
      ? await readFile(ctx.findFile('files', filename))
      : Buffer.from(bytesOf(pythonText(content ?? '')));
  const file = filename === undefined ? '' : `; filename="${inQuotes(basename(pythonText(filename)))}"`;
  const contentType = type ?? (filename === undefined ? 'text/plain' : 'application/octet-stream');
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${inQuotes(name)}"${file}\r\nContent-Type: ${pythonText(contentType)}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n')]);
}

const inQuotes = (text: string): string => text.replace(/["\r\n]/g, (c) => encodeURIComponent(c));
