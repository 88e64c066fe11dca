import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'seboolean',
  collection: 'ansible.posix',
  summary: 'Switches booleans of SELinux',
  notes: [
    'What is persistent is asked of semanage, or read from the policy store where the host has no semanage.',
    'In an image (production phase) only `persistent` makes a difference, and it needs semanage.',
  ],
  examples: `
- name: The web server may call others
  seboolean:
    name: httpd_can_network_connect
    state: true
    persistent: true`,
  args: {
    name: text({ doc: 'The boolean', required: true }),
    state: bool({ doc: 'Should it be on?', required: true }),
    persistent: bool({ doc: 'After the next boot too', fallback: false }),
    ignore_selinux_state: bool({ doc: 'Try also where SELinux is disabled', fallback: false }),
  },
  returns: {
    name: text({ doc: 'The boolean' }),
    persistent: bool({ doc: 'As asked' }),
    state: bool({ doc: 'As asked' }),
    msg: text({ doc: 'In an image: what is left to the boot' }),
  },
  script: scriptBeside(import.meta.url, 'seboolean.sh'),
  prepare({ name }) {
    if (!/^\w[\w.-]*$/.test(name))
      throw new TsplayError({ code: 'bad-name', message: `SELinux boolean ${name} does not exist.` });
    return {};
  },
});
