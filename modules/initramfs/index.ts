import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, int, list, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'initramfs',
  collection: 'tsplay',
  summary: 'Builds the initramfs of a kernel when something it is made of is newer, and tells what is in it',
  notes: [
    'Works with initramfs-tools and with dracut, at a host as in an image.',
    'What it is made of: the modules of the kernel, and the configuration of initramfs-tools, dracut and modprobe.',
  ],
  examples: `
- name: The boot can mount its root by NFS
  initramfs:
    contains: [nfs, overlay, scripts/init-bottom/overlayroot]
- name: What is in it
  initramfs:
    state: info
  register: initramfs`,
  args: {
    state: choice(['info', 'present'], { doc: 'info only looks', fallback: 'present' }),
    kernel: text({ doc: 'Version; by default the one that runs, in an image the newest in /boot' }),
    path: path({ doc: 'The file; by default where its builder puts it' }),
    builder: choice(['auto', 'dracut', 'initramfs-tools'], { doc: 'What builds it', fallback: 'auto' }),
    contains: list(text({}), {
      doc: 'Kernel modules by name, and paths or shell patterns of files, that must be in it',
      fallback: [],
    }),
    force: bool({ doc: 'Build it in any case', fallback: false }),
  },
  returns: {
    kernel: text({ doc: 'Version of the kernel' }),
    path: text({ doc: 'The file' }),
    builder: text({ doc: 'initramfs-tools or dracut' }),
    size: int({ doc: 'Bytes' }),
    sha256: text({ doc: 'Digest' }),
    modules: list(text({}), { doc: 'Kernel modules in it (info)' }),
    files: list(text({}), { doc: 'Paths in it (info)' }),
  },
  script: scriptBeside(import.meta.url, 'initramfs.sh'),
  prepare({ kernel }) {
    if (kernel !== undefined && !/^[\w.+~-]+$/.test(kernel))
      throw new TsplayError({ code: 'bad-kernel', message: `'${kernel}' is not the version of a kernel` });
    return {};
  },
});
