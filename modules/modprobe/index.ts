import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { choice, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'modprobe',
  collection: 'community.general',
  summary: 'Loads kernel modules now and at the boot, or unloads them',
  notes: ['In an image (production phase) nothing is loaded; `persistent` says what the boot does.'],
  examples: `
- name: Nodes need the client of NFS
  modprobe:
    name: nfs
    persistent: present`,
  args: {
    name: text({ doc: 'The module', required: true }),
    state: choice(['absent', 'present'], { doc: 'Should it be loaded?', fallback: 'present' }),
    params: text({ doc: 'Its parameters', fallback: '' }),
    persistent: choice(['absent', 'disabled', 'present'], {
      doc: 'Should the boot load it? disabled: as it is',
      fallback: 'disabled',
    }),
  },
  returns: {
    name: text({ doc: 'The module' }),
    state: text({ doc: 'As asked' }),
    params: text({ doc: 'As asked' }),
    msg: text({ doc: 'In an image: what is left to the boot' }),
  },
  script: scriptBeside(import.meta.url, 'modprobe.sh'),
  prepare(args) {
    if (!/^[A-Za-z0-9][A-Za-z0-9_+.-]*$/.test(args.name))
      throw new TsplayError({
        code: 'bad-name',
        message: `'${args.name}' is not the name of a kernel module`,
      });
    return {};
  },
});
