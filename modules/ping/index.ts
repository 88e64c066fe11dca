import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'ping',
  summary: 'Proves that the host answers and can run scripts',
  examples: `
- name: Can tasks run there?
  ping:`,
  args: { data: text({ doc: "What to send back; 'crash' makes the module fail", fallback: 'pong' }) },
  returns: { ping: text({ doc: 'What was sent' }) },
  script: scriptBeside(import.meta.url, 'ping.sh'),
});
