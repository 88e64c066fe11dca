import type { Dict, Value } from '../core/value.js';
import { PyError, pyRepr } from '../jinja/index.js';
import { filterError } from './python.js';

/** The parts of a URL, named as Python's urlsplit names them; one of them when `part` is given. */
export function splitUrl(url: string, part: string | undefined): Value {
  const parts = partsOf(url);
  if (part === undefined || part === '') return parts;
  const found = parts.get(part);
  if (found === undefined) throw filterError(`urlsplit: unknown URL component: ${part}`);
  return found;
}

function partsOf(url: string): Dict {
  const found = /^(?:([A-Za-z][\w+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/.exec(url)!;
  const netloc = found[2] ?? '';
  if (netloc.includes('[') !== netloc.includes(']')) throw new PyError('ValueError', 'Invalid IPv6 URL');
  const at = netloc.lastIndexOf('@');
  const login = at < 0 ? undefined : netloc.slice(0, at);
  const host = /^(\[[^\]]*\]|[^:]*)(?::(.*))?/s.exec(netloc.slice(at + 1))!;
  const entries: [string, Value][] = [
    ['fragment', found[5] ?? ''],
    ['hostname', host[1] ? host[1].replace(/^\[|\]$/g, '').toLowerCase() : null],
    ['netloc', netloc],
    ['password', login?.includes(':') ? login.slice(login.indexOf(':') + 1) : null],
    ['path', found[3] ?? ''],
    ['port', portOf(host[2])],
    ['query', found[4] ?? ''],
    ['scheme', (found[1] ?? '').toLowerCase()],
    ['username', login === undefined ? null : login.split(':')[0]!],
  ];
  return new Map(entries);
}

function portOf(digits: string | undefined): number | null {
  if (!digits) return null;
  if (!/^\d+$/.test(digits))
    throw filterError(`Port could not be cast to integer value as ${pyRepr(digits)}`);
  if (Number(digits) > 65535) throw filterError('Port out of range 0-65535');
  return Number(digits);
}
