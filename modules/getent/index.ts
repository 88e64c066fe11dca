import type { Dict, Value } from '../../lib/core/value.js';
import { dataOf, defineModule, failedResult, makeResult, scriptBeside } from '../../lib/module/index.js';
import { bool, raw, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'getent',
  summary: 'Looks into a database of names: passwd, group, hosts, services',
  examples: `
- name: root's line of passwd, as ansible_facts.getent_passwd.root
  getent:
    database: passwd
    key: root`,
  args: {
    database: text({ doc: 'Which', required: true }),
    key: text({ doc: 'Which entry; all by default', fallback: '' }),
    service: text({ doc: 'Only this source' }),
    split: text({ doc: 'What stands between fields; `:` for passwd, shadow, group and gshadow' }),
    fail_key: bool({ doc: 'Fail when there is no such entry', fallback: true }),
  },
  returns: { ansible_facts: raw({ doc: 'getent_DATABASE: key → the other fields' }) },
  script: scriptBeside(import.meta.url, 'getent.sh'),
  finish(reply, args) {
    const failed = failedResult(reply);
    if (failed) return failed;
    const separator =
      args.split ?? (['passwd', 'shadow', 'group', 'gshadow'].includes(args.database) ? ':' : undefined);
    const lines = (dataOf(reply, 'lines') ?? '').split('\n').filter((line) => line !== '');
    const entries = gathered(lines.map((line) => readLine(line, separator)));
    if (lines.length === 0 && args.key !== '') entries.set(args.key, null);
    const facts = new Map<Value, Value>([[`getent_${args.database}`, entries]]);
    return makeResult({ changed: false, ansible_facts: facts, msg: dataOf(reply, 'msg') });
  },
});

/** A name that stands in several lines (a service of two protocols) has a list of their fields. */
function gathered(lines: readonly (readonly [string, Value[]])[]): Dict {
  const byName = new Map<Value, Value[][]>();
  for (const [name, fields] of lines) byName.set(name, [...(byName.get(name) ?? []), fields]);
  return new Map([...byName].map(([name, all]) => [name, all.length === 1 ? all[0]! : all]));
}

function readLine(line: string, separator: string | undefined): [string, Value[]] {
  const [key = '', ...rest] = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
  return [key, rest];
}
