import { defineModule, fileReturns, scriptBeside } from '../../lib/module/index.js';
import { choice, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'tempfile',
  summary: 'Makes a temporary file or directory',
  examples: `
- name: A place to work
  tempfile:
    state: directory
    suffix: .build
  register: work`,
  args: {
    state: choice(['file', 'directory'], { doc: 'Which of the two', fallback: 'file' }),
    path: path({ doc: 'Where; default is the temporary directory of the host' }),
    prefix: text({ doc: 'How its name begins', fallback: 'ansible.' }),
    suffix: text({ doc: 'How its name ends', fallback: '' }),
  },
  returns: fileReturns,
  script: scriptBeside(import.meta.url, 'tempfile.sh', 'attributes'),
});
