import { defineModule, madeFileArgs, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, int, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'openssl_dhparam',
  collection: 'community.crypto',
  summary: 'Keeps Diffie-Hellman parameters',
  examples: `
- name: Diffie-Hellman parameters
  community.crypto.openssl_dhparam:
    path: /etc/ssl/dhparams.pem
    size: 2048
`,
  notes: ['Needs `openssl` at the host. Large parameters take minutes to find.'],
  args: {
    path: path({ doc: 'The file', required: true }),
    size: int({ doc: 'Bits', fallback: 4096 }),
    return_content: bool({ doc: 'Return the parameters', fallback: false }),
    ...madeFileArgs,
    select_crypto_backend: choice(['auto', 'cryptography', 'openssl'], {
      doc: 'Accepted for compatibility: the program openssl does it',
      fallback: 'auto',
    }),
  },
  returns: {
    filename: text({ doc: 'The file' }),
    size: int({ doc: 'Bits' }),
    dhparams: text({ doc: 'The parameters, with return_content' }),
    backup_file: text({ doc: 'The old file' }),
  },
  script: scriptBeside(import.meta.url, 'openssl_dhparam.sh', 'attributes', 'backup', 'made-file'),
});
