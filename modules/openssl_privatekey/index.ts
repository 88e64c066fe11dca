import { defineModule, failure, madeFileArgs, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, dict, int, mode, path, text } from '../../lib/schema/index.js';

const curves = [
  'brainpoolP256r1',
  'brainpoolP384r1',
  'brainpoolP512r1',
  'secp224r1',
  'secp256k1',
  'secp256r1',
  'secp384r1',
  'secp521r1',
] as const;

export const module = defineModule({
  name: 'openssl_privatekey',
  collection: 'community.crypto',
  summary: 'Keeps a private key for TLS',
  examples: `
- name: A private key
  community.crypto.openssl_privatekey:
    path: /etc/ssl/private/web.key
    size: 2048
`,
  notes: ['Needs `openssl` at the host.'],
  args: {
    path: path({ doc: 'The file', required: true }),
    type: choice(['DSA', 'ECC', 'Ed25519', 'Ed448', 'RSA', 'X25519', 'X448'], {
      doc: 'Kind of key (no DSA)',
      fallback: 'RSA',
    }),
    size: int({ doc: 'Bits of an RSA key', fallback: 4096 }),
    curve: choice(curves, { doc: 'Curve of an ECC key' }),
    passphrase: text({ doc: 'Encrypt the key', secret: true }),
    cipher: text({ doc: 'How to encrypt: auto', fallback: 'auto' }),
    format: choice(['auto', 'auto_ignore', 'pkcs8'], {
      doc: 'How the key is written',
      fallback: 'auto_ignore',
    }),
    regenerate: choice(['always', 'fail', 'full_idempotence', 'never', 'partial_idempotence'], {
      doc: 'What to do with a key that does not fit',
      fallback: 'full_idempotence',
    }),
    return_content: bool({ doc: 'Return the key', fallback: false }),
    ...madeFileArgs,
    mode: mode({ doc: 'Permissions', fallback: '0600' }),
  },
  rules: [{ kind: 'required_if', name: 'type', is: 'ECC', names: ['curve'] }],
  returns: {
    filename: text({ doc: 'The file' }),
    type: text({ doc: 'Kind of key' }),
    size: int({ doc: 'Bits of an RSA key, as asked' }),
    curve: text({ doc: 'Curve of an ECC key' }),
    fingerprint: dict({ doc: 'Digests of the public key' }),
    privatekey: text({ doc: 'The key, with return_content', secret: true }),
    backup_file: text({ doc: 'The old file' }),
  },
  script: scriptBeside(
    import.meta.url,
    'openssl_privatekey.sh',
    'attributes',
    'backup',
    'fingerprint',
    'made-file',
  ),
  prepare(args) {
    if (args.type === 'DSA') return failure('DSA keys are not supported: nothing accepts them any more');
    if (args.cipher !== 'auto') return failure(`cipher ${args.cipher} is not supported: auto is AES-256`);
    return { asked_curve: args.curve, curve: args.curve === 'secp256r1' ? 'prime256v1' : args.curve };
  },
});
