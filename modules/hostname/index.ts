import type { Value } from '../../lib/core/value.js';
import { dataOf, defineModule, makeResult, resultOf, scriptBeside } from '../../lib/module/index.js';
import { text } from '../../lib/schema/index.js';

const returns = {
  name: text({ doc: 'The name' }),
  msg: text({ doc: 'In an image: what is left to the boot' }),
};

export const module = defineModule({
  name: 'hostname',
  summary: 'Sets the name of the host, now and for the next boot',
  examples: `
- name: The name of the inventory
  hostname:
    name: '{{ inventory_hostname }}'`,
  args: {
    name: text({ doc: 'The name', required: true }),
    use: text({ doc: 'Accepted for compatibility' }),
  },
  returns,
  script: scriptBeside(import.meta.url, 'hostname.sh'),
  finish(reply, args) {
    const result = resultOf(reply, returns);
    if (result.get('failed') === true) return result;
    const before = dataOf(reply, 'permanent');
    result.delete('permanent');
    if (result.has('diff') && before !== undefined)
      result.set('diff', makeResult({ before: lineOf(before), after: lineOf(args.name) }));
    const facts: [Value, Value][] = [
      ['ansible_hostname', args.name.split('.')[0]!],
      ['ansible_nodename', args.name],
      ['ansible_fqdn', args.name],
      ['ansible_domain', args.name.split('.').slice(1).join('.')],
    ];
    return result.set('ansible_facts', new Map(facts));
  },
});

const lineOf = (name: string): string => `hostname = ${name}\n`;
