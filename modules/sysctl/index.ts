import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'sysctl',
  collection: 'ansible.posix',
  summary: 'Sets parameters of the kernel, for the next boot and now',
  notes: ['In an image (production phase) only the file is written: the value itself is left to the boot.'],
  examples: `
- name: Packets are passed on
  sysctl:
    name: net.ipv4.ip_forward
    value: '1'
    sysctl_set: true`,
  args: {
    name: text({ doc: 'The parameter, with dots', required: true, aliases: ['key'] }),
    value: text({ doc: 'Its value', aliases: ['val'] }),
    state: choice(['absent', 'present'], { doc: 'Should it be in the file?', fallback: 'present' }),
    sysctl_file: path({ doc: 'The file', fallback: '/etc/sysctl.conf' }),
    sysctl_set: bool({ doc: 'Also when the running value is another', fallback: false }),
    reload: bool({ doc: 'Load the file when it changed', fallback: true }),
    ignoreerrors: bool({ doc: 'Pass over parameters the kernel does not know', fallback: false }),
  },
  rules: [{ kind: 'required_if', name: 'state', is: 'present', names: ['value'] }],
  returns: { msg: text({ doc: 'In an image: what is left to the boot' }) },
  script: scriptBeside(import.meta.url, 'sysctl.sh'),
  prepare: ({ value }) => ({ value: value === undefined ? undefined : numberOf(value) }),
});

// words of truth are the numbers that the kernel knows
function numberOf(value: string): string {
  if (/^(y|yes|on|true|t)$/i.test(value.trim())) return '1';
  return /^(n|no|off|false|f)$/i.test(value.trim()) ? '0' : value;
}
