import { defineModule, makeResult } from '../../lib/module/index.js';
import { raw } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'fail',
  summary: 'Fails with a message of your own',
  examples: `
- name: Not here
  fail:
    msg: '{{ inventory_hostname }} is in production'
  when: "'production' in group_names"`,
  args: {
    msg: raw({ doc: 'Why; a list or a dictionary stays one', fallback: 'Failed as requested from task' }),
  },
  returns: {},
  run: (args) => makeResult({ failed: true, changed: false, msg: args.msg }),
});
