import { defineModule, failure } from '../../lib/module/index.js';
import { text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'fail',
  summary: 'Fails with a message of your own',
  examples: `
- name: Not here
  fail:
    msg: '{{ inventory_hostname }} is in production'
  when: "'production' in group_names"`,
  args: { msg: text({ doc: 'Why', fallback: 'Failed as requested from task' }) },
  returns: {},
  run: (args) => failure(args.msg),
});
