import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'mount',
  collection: 'ansible.posix',
  summary: 'Manages lines of fstab and what is mounted',
  notes: ['In an image (production phase) only fstab is written: mounting is left to the boot.'],
  examples: `
- name: Homes, mounted now and at every boot
  mount:
    path: /home
    src: nas:/home
    fstype: nfs
    opts: rw,nosuid
    state: mounted`,
  args: {
    path: path({ doc: 'Where it is mounted', required: true, aliases: ['name'] }),
    src: path({ doc: 'Device or server:/directory' }),
    fstype: text({ doc: 'File system' }),
    opts: text({ doc: 'Options; `defaults` when there are none' }),
    dump: text({ doc: 'Fifth field of fstab', fallback: '0' }),
    passno: text({ doc: 'Sixth field of fstab', fallback: '0' }),
    state: choice(
      ['absent', 'absent_from_fstab', 'ephemeral', 'mounted', 'present', 'remounted', 'unmounted'],
      {
        doc: 'mounted and present write fstab; mounted, remounted, unmounted and ephemeral mount',
        required: true,
      },
    ),
    fstab: path({ doc: 'The file', fallback: '/etc/fstab' }),
    boot: bool({ doc: 'Mount it at boot; no adds noauto', fallback: true }),
    backup: bool({ doc: 'Keep the old fstab', fallback: false }),
  },
  rules: [
    { kind: 'required_if', name: 'state', is: 'mounted', names: ['src', 'fstype'] },
    { kind: 'required_if', name: 'state', is: 'present', names: ['src', 'fstype'] },
    { kind: 'required_if', name: 'state', is: 'ephemeral', names: ['src', 'fstype'] },
  ],
  returns: {
    name: text({ doc: 'Where it is mounted' }),
    src: text({ doc: 'What' }),
    fstype: text({ doc: 'File system' }),
    opts: text({ doc: 'Options' }),
    dump: text({ doc: 'Fifth field' }),
    passno: text({ doc: 'Sixth field' }),
    fstab: text({ doc: 'The file' }),
    boot: text({ doc: 'yes or no' }),
    backup_file: text({ doc: 'The old fstab; empty without one' }),
    msg: text({ doc: 'In an image: what is left to the boot' }),
  },
  script: scriptBeside(import.meta.url, 'mount.sh', 'backup'),
});
