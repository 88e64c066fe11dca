import { defineModule, failure } from '../../lib/module/index.js';
import { text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'fail',
  summary: 'Fails with a message of your own',
  args: { msg: text({ doc: 'Why', fallback: 'Failed as requested from task' }) },
  returns: {},
  run: (args) => failure(args.msg),
});
