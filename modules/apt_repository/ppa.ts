import { readJson } from '../../lib/core/read-json.js';
import { isDict, type Value } from '../../lib/core/value.js';
import {
  curlConfig,
  curlQuoted,
  dataOf,
  failureOf,
  scriptBeside,
  type ModuleContext,
} from '../../lib/module/index.js';
import { pythonText } from '../../lib/schema/index.js';

/** A personal package archive of Launchpad. */
export interface Ppa {
  readonly owner: string;
  readonly name: string;
  /** The line of apt's sources for it. */
  readonly source: string;
  /** What its file is called. */
  readonly file: string;
}

const askScript = scriptBeside(import.meta.url, 'ask-launchpad.sh', 'web');

/**
 * The archive that `ppa:OWNER/NAME` stands for; the name is ppa by default. None without a suite to take.
 * @example readPpa('ppa:nginx/stable', 'jammy')?.source // 'deb http://ppa.launchpad.net/nginx/stable/ubuntu jammy main'
 */
export function readPpa(repo: string, codename: string): Ppa | undefined {
  const found = /^ppa:([a-z0-9][\w.+-]*)(?:\/([a-z0-9][\w.+-]*))?$/i.exec(repo.trim());
  if (found === null || codename === '') return undefined;
  const [, owner, name = 'ppa'] = found;
  return {
    owner: owner!,
    name,
    source: `deb http://ppa.launchpad.net/${owner!}/${name}/ubuntu ${codename} main`,
    file: `${repo.trim()}_${codename}`.replace(/[^a-zA-Z0-9]+/g, '_'),
  };
}

/** Lets apt trust the key that Launchpad names for the archive; says what stood in the way. */
export async function trustPpa(
  { owner, name }: Ppa,
  validateCerts: boolean,
  ctx: ModuleContext,
): Promise<string | undefined> {
  const url = `https://launchpad.net/api/1.0/~${owner}/+archive/${name}`;
  const reply = await ctx.call(askScript.text(), paramsOfAsking(url, validateCerts), { mode: 'apply' });
  if (failureOf(reply) !== undefined) return failureOf(reply);
  const fingerprint = fingerprintIn(dataOf(reply, 'info') ?? '');
  if (fingerprint === undefined) return `${url} does not tell the fingerprint of a key`;
  if (ctx.check) return undefined;
  const lookup = `https://keyserver.ubuntu.com/pks/lookup?op=get&options=mr&search=0x${fingerprint}`;
  const args: [string, Value][] = [
    ['url', lookup],
    ['id', fingerprint],
    ['validate_certs', validateCerts],
  ];
  const result = await ctx.runModule('apt_key', new Map<Value, Value>(args));
  return result.get('failed') === true ? pythonText(result.get('msg') ?? '') : undefined;
}

function paramsOfAsking(url: string, validateCerts: boolean): Record<string, string | boolean | number> {
  const request = {
    headers: new Map<Value, Value>([['Accept', 'application/json']]),
    ...{ url_username: undefined, url_password: undefined, ciphers: undefined },
    http_agent: 'ansible-httpget',
    ...{ validate_certs: validateCerts, use_proxy: true, use_netrc: false },
  };
  return {
    url,
    curl_config: curlConfig(request, [`url = ${curlQuoted(url)}`]),
    // a server that is not asked for JSON answers it, too
    needs_curl: false,
    validate_certs: validateCerts,
    timeout: 30,
  };
}

function fingerprintIn(text: string): string | undefined {
  const info = tryJson(text);
  const said = isDict(info) ? info.get('signing_key_fingerprint') : undefined;
  return typeof said === 'string' && /^[0-9A-F]{40}$/i.test(said) ? said : undefined;
}

function tryJson(text: string): Value {
  try {
    return readJson(text);
  } catch {
    return null;
  }
}
