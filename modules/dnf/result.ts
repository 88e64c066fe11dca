import type { Value } from '../../lib/core/value.js';
import {
  dataOf,
  failure,
  failureOf,
  makeResult,
  resultOf,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import type { Reply } from '../../lib/remote/call.js';
import { int, list, raw, text } from '../../lib/schema/index.js';

export const dnfReturns = {
  msg: text({ doc: 'Nothing to do, that a check did nothing, or empty' }),
  rc: int({ doc: 'Exit code' }),
  results: list(raw({}), { doc: 'What was installed and removed; with `list` what was found' }),
};

/** `results` as Ansible has them: `Installed: name-1.0-1.x86_64`. */
export function dnfResult(reply: Reply, _args: unknown, { check }: Pick<ModuleContext, 'check'>): Result {
  const msg = failureOf(reply);
  const missing = (dataOf(reply, 'missing') ?? '').split('\n').filter((name) => name !== '');
  if (msg !== undefined) {
    const failures = missing.map((name) => `No package ${name} available.`);
    return failure(msg, { rc: 1, results: [], ...(failures.length > 0 ? { failures } : {}) });
  }
  const listed = dataOf(reply, 'list');
  if (listed !== undefined)
    return makeResult({ changed: false, msg: '', results: lines(listed).map(readPackage) });
  const changed = resultOf(reply, {}).get('changed') === true;
  const results = lines(dataOf(reply, 'results'));
  const isDone = results.length === 0 && !changed;
  return makeResult({ changed, msg: isDone ? 'Nothing to do' : check ? onlyChecked : '', rc: 0, results });
}

const onlyChecked = 'Check mode: No changes made, but would have if not in check mode';

const lines = (text: string | undefined): string[] => (text ?? '').split('\n').filter((line) => line !== '');

// name|epoch|version|release|arch|repo
function readPackage(line: string): Value {
  const [name = '', epoch = '', version = '', release = '', arch = '', repo = ''] = line.split('|');
  if (!line.includes('|'))
    return new Map<Value, Value>([
      ['repoid', name],
      ['state', 'enabled'],
    ]);
  const whole = `${epoch}:${name}-${version}-${release}.${arch}`;
  return new Map<Value, Value>([
    ['name', name],
    ['epoch', epoch],
    ['version', version],
    ['release', release],
    ['arch', arch],
    ['repo', repo === '@System' ? 'installed' : repo],
    ['envra', whole],
    ['nevra', whole],
    ['yumstate', repo === '@System' || repo === 'installed' ? 'installed' : 'available'],
  ]);
}
