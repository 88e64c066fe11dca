import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, list, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'lvg',
  collection: 'community.general',
  summary: 'Makes, extends, reduces and removes volume groups of LVM',
  notes: ['The size of the extents of a group that is there stays.'],
  examples: `
- name: All disks for data
  lvg:
    vg: data
    pvs: [/dev/sdb, /dev/sdc1]
    pesize: 32`,
  args: {
    vg: text({ doc: 'The volume group', required: true }),
    pvs: list(text({}), { doc: 'The devices it has, and no others' }),
    state: choice(['absent', 'present'], { doc: 'Should it be there?', fallback: 'present' }),
    pesize: text({ doc: 'Size of the extents of a new group, in megabytes or with a unit', fallback: '4' }),
    pv_options: text({ doc: 'More words for pvcreate', fallback: '' }),
    vg_options: text({ doc: 'More words for vgcreate', fallback: '' }),
    pvresize: bool({ doc: 'Let devices that have grown be used to the end', fallback: false }),
    force: bool({ doc: 'With absent: also with logical volumes in it', fallback: false }),
  },
  returns: {},
  script: scriptBeside(import.meta.url, 'lvg.sh', 'collect'),
  prepare(args) {
    if (args.state === 'present' && (args.pvs ?? []).length === 0)
      throw new TsplayError({ code: 'no-devices', message: 'No physical volumes given.' });
    return {};
  },
});
