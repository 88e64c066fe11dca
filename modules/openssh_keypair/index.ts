import { defineModule, failure, fileArgs, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, int, mode, path, text } from '../../lib/schema/index.js';

const sizes: Readonly<Record<string, number>> = { rsa: 4096, ecdsa: 256, ed25519: 256 };

export const module = defineModule({
  name: 'openssh_keypair',
  collection: 'community.crypto',
  summary: 'Keeps a key pair of ssh',
  examples: `
- name: A key pair of ssh
  community.crypto.openssh_keypair:
    path: /root/.ssh/id_ed25519
    type: ed25519
`,
  notes: ['Needs `ssh-keygen` at the host.'],
  args: {
    path: path({ doc: 'The private key; the public one is beside it, with .pub', required: true }),
    type: choice(['dsa', 'ecdsa', 'ed25519', 'rsa', 'rsa1'], {
      doc: 'Kind of key (no dsa, no rsa1)',
      fallback: 'rsa',
    }),
    size: int({ doc: 'Bits; 4096 for rsa, 256 for ecdsa' }),
    comment: text({ doc: 'Comment of the public key' }),
    passphrase: text({ doc: 'Not supported', secret: true }),
    regenerate: choice(['always', 'fail', 'full_idempotence', 'never', 'partial_idempotence'], {
      doc: 'What to do with a key that does not fit',
      fallback: 'partial_idempotence',
    }),
    force: bool({ doc: 'A new pair in any case', fallback: false }),
    state: choice(['absent', 'present'], { doc: 'Should it be there?', fallback: 'present' }),
    backend: choice(['auto', 'opensshbin'], {
      doc: 'Accepted for compatibility: the program ssh-keygen does it',
      fallback: 'auto',
    }),
    ...fileArgs,
    mode: mode({ doc: 'Permissions of the private key', fallback: '0600' }),
  },
  returns: {
    filename: text({ doc: 'The private key' }),
    type: text({ doc: 'Kind of key' }),
    size: int({ doc: 'Bits' }),
    fingerprint: text({ doc: 'Of the key' }),
    public_key: text({ doc: 'Type and key' }),
    comment: text({ doc: 'Comment of the public key' }),
  },
  script: scriptBeside(import.meta.url, 'openssh_keypair.sh', 'attributes', 'backup', 'made-file'),
  prepare(args) {
    if (args.type === 'dsa' || args.type === 'rsa1')
      return failure(`${args.type} keys are not supported: ssh accepts them no more`);
    if (args.passphrase !== undefined && args.passphrase !== '')
      return failure(
        'passphrase is not supported: ssh-keygen takes it on its command line only, where others can read it',
      );
    return { size: args.size ?? sizes[args.type] };
  },
});
