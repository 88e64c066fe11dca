import { isIPv6 } from 'node:net';

/** A host name of an inventory line and the port behind it, when there is one: `web:2222`, `[::1]:22`. */
export function parseAddress(text: string): { name: string; port?: number } {
  return split(bracketed, text) ?? split(plain, text) ?? { name: text };
}

const bracketed = /^\[(.+)\]:(\d+)$/;
const plain = /^((?:[^:[\]]|\[[^\]]*\])*):(\d+)$/;

function split(pattern: RegExp, text: string): { name: string; port: number } | undefined {
  const found = pattern.exec(text);
  if (!found || !isAddress(found[1]!)) return undefined;
  return { name: found[1]!, port: Number(found[2]) };
}

/** Whether the text can be a host: an address, or labels of letters, digits, `_`, `-` and ranges. */
function isAddress(text: string): boolean {
  return isIPv6(text) || hostName.test(text) || /^[0-9a-fA-F:]*::?(\[[^\]]+\]|[0-9a-fA-F:])*$/.test(text);
}

const hostName =
  /^(?:[\p{L}\p{N}_]|\[[^\]]+\])(?:[\p{L}\p{N}_-]|\[[^\]]+\])*(?:\.(?:[\p{L}\p{N}_-]|\[[^\]]+\])+)*$/u;
