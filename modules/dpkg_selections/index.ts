import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { choice, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'dpkg_selections',
  summary: 'Holds Debian packages at their version, or marks them for dpkg',
  examples: `
- name: Keep the kernel that the image was tested with
  dpkg_selections:
    name: linux-image-amd64
    selection: hold`,
  args: {
    name: text({ doc: 'The package', required: true }),
    selection: choice(['install', 'hold', 'deinstall', 'purge'], { doc: 'Its mark', required: true }),
  },
  returns: {
    before: text({ doc: 'The mark before' }),
    after: text({ doc: 'The mark asked for' }),
  },
  script: scriptBeside(import.meta.url, 'dpkg_selections.sh'),
});
