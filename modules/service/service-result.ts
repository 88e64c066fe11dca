import type { Value } from '../../lib/core/value.js';
import { dataOf, makeResult, resultOf, type Result } from '../../lib/module/index.js';
import type { Reply } from '../../lib/remote/call.js';
import { bool, raw, text } from '../../lib/schema/index.js';

export const serviceReturns = {
  name: text({ doc: 'The service' }),
  state: text({ doc: 'started or stopped' }),
  enabled: bool({ doc: 'Does it start at boot?' }),
  status: raw({ doc: 'Properties as systemctl show has them' }),
  msg: text({ doc: 'In an image: what is left to the boot' }),
};

/** `status` becomes a dict of systemd's properties. */
export function serviceResult(reply: Reply): Result {
  const result = resultOf(reply, serviceReturns);
  const show = dataOf(reply, 'status');
  return show === undefined
    ? result
    : makeResult({ ...Object.fromEntries(result), status: properties(show) });
}

const properties = (show: string): Map<Value, Value> =>
  new Map(
    show.split('\n').flatMap((line): [Value, Value][] => {
      const at = line.indexOf('=');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : [];
    }),
  );
