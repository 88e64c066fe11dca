import {
  bytesOfData,
  curlConfig,
  failure,
  failureOf,
  scriptBeside,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import { textOf } from '../../lib/remote/bytes.js';

const script = scriptBeside(import.meta.url, 'fetch-keys.sh', 'web');

/** The keys of a page, which the host asks for also in a check: it only looks. A Result is the failure. */
export async function fetchKeys(
  url: string,
  validateCerts: boolean,
  ctx: ModuleContext,
): Promise<string | Result> {
  const request = {
    headers: undefined,
    url_username: undefined,
    url_password: undefined,
    http_agent: 'ansible-httpget',
    validate_certs: validateCerts,
    use_proxy: true,
    use_netrc: true,
    ciphers: undefined,
  };
  const params = {
    url,
    timeout: 10,
    validate_certs: validateCerts,
    needs_curl: false,
    client_cert: undefined,
    client_key: undefined,
    curl_config: curlConfig(request, []),
  };
  const reply = await ctx.call(script.text(), params, { mode: 'apply' });
  const problem = failureOf(reply);
  return problem === undefined ? textOf(bytesOfData(reply, 'keys')!) : failure(problem);
}
