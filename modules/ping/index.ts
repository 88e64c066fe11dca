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
    module_stdout: text({ doc: 'What the crash said where a module has a terminal (ssh); else empty' }),
    module_stderr: text({ doc: 'What the crash said' }),
    exception: text({ doc: 'The same' }),
    rc: int({ doc: '1, of a crash' }),
  },
  prepare: (_, ctx) => ({ printed: ctx.isLocal() ? '' : 'Exception: boom' }),
  script: scriptBeside(import.meta.url, 'ping.sh'),
});
