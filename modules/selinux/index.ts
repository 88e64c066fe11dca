import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'selinux',
  collection: 'ansible.posix',
  summary: 'Sets the mode and the policy of SELinux, now and at the boot',
  notes: [
    'Nothing is rebooted: `reboot_required` says that the kernel cannot follow before.',
    'In an image (production phase) only the files are written.',
  ],
  examples: `
- name: Log what would be refused
  selinux:
    policy: targeted
    state: permissive`,
  args: {
    state: choice(['disabled', 'enforcing', 'permissive'], { doc: 'The mode', required: true }),
    policy: text({ doc: 'The policy; needed unless disabled' }),
    configfile: path({
      doc: 'The file that the boot reads',
      fallback: '/etc/selinux/config',
      aliases: ['conf', 'file'],
    }),
    update_kernel_param: bool({
      doc: 'With grubby: selinux=0 on the command line of the kernels as well',
      fallback: false,
    }),
  },
  returns: {
    configfile: text({ doc: 'The file' }),
    msg: text({ doc: 'What was changed' }),
    policy: text({ doc: 'The policy' }),
    reboot_required: bool({ doc: 'Does it need a reboot?' }),
    state: text({ doc: 'The mode' }),
  },
  script: scriptBeside(import.meta.url, 'selinux.sh'),
  prepare({ policy, state }) {
    if (policy === undefined && state !== 'disabled')
      throw refused("Policy is required if state is not 'disabled'");
    if (policy !== undefined && !/^[\w.-]+$/.test(policy))
      throw refused(`'${policy}' is not the name of a policy`);
    return {};
  },
});

const refused = (message: string): TsplayError => new TsplayError({ code: 'bad-policy', message });
