import { PyText, type Dict, type Value } from '../../lib/core/value.js';
import { isVariableName } from '../../lib/core/variable-name.js';
import { defineModule, failure, makeResult } from '../../lib/module/index.js';
import { bool, raw } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'set_fact',
  summary: 'Sets variables of the host',
  examples: `
- name: Values for the tasks that follow
  set_fact:
    release: '{{ version }}-{{ build }}'
    ports: [80, 443]
  vars:
    version: 1.2
    build: 7`,
  args: { cacheable: bool({ doc: 'Also keep them in the fact cache', fallback: false }) },
  open: true,
  returns: { ansible_facts: raw({ doc: 'The variables set' }) },
  run(args, ctx, extra) {
    if (extra.size === 0)
      return failure('No key/value pairs provided, at least one is required for this action to succeed');
    const facts: Dict = new Map();
    for (const [name, value] of extra) {
      if (!isVariableName(name)) return failure(badName(name));
      facts.set(name, ctx.templar.isNative ? value : boolWord(value));
    }
    return makeResult({ changed: false, ansible_facts: facts, _ansible_facts_cacheable: args.cacheable });
  },
});

const badName = (name: string): string =>
  `The variable name '${name}' is not valid. Variables must start with a letter or underscore character, and contain only letters, numbers and underscores.`;

// `set_fact: on=yes` means a boolean: text that comes from key=value has no types
function boolWord(value: Value): Value {
  const text = value instanceof PyText ? value.text : value;
  if (typeof text !== 'string') return value;
  const word = text.toLowerCase();
  if (word === 'true' || word === 'yes') return true;
  return word === 'false' || word === 'no' ? false : value;
}
