import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { int, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'ping',
  summary: 'Proves that the host answers and can run scripts',
  examples: `
- name: Can tasks run there?
  ping:`,
  args: { data: text({ doc: "What to send back; 'crash' makes the module fail", fallback: 'pong' }) },
  returns: {
    ping: text({ doc: 'What was sent' }),
    module_stdout: text({ doc: 'Empty, of a crash' }),
    module_stderr: text({ doc: 'What the crash said' }),
    rc: int({ doc: '1, of a crash' }),
  },
  script: scriptBeside(import.meta.url, 'ping.sh'),
});
