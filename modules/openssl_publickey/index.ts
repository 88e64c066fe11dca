import {
  defineModule,
  madeFileArgs,
  privateKeyArgs,
  resultOf,
  scriptBeside,
} from '../../lib/module/index.js';
import { bool, choice, dict, path, text } from '../../lib/schema/index.js';

const returns = {
  filename: text({ doc: 'The file' }),
  privatekey: text({ doc: 'The private key, as asked' }),
  format: text({ doc: 'How it is written' }),
  fingerprint: dict({ doc: 'Digests of the public key' }),
  publickey: text({ doc: 'The public key, with return_content' }),
  backup_file: text({ doc: 'The old file' }),
};

export const module = defineModule({
  name: 'openssl_publickey',
  collection: 'community.crypto',
  summary: 'Keeps the public key of a private key',
  examples: `
- name: The public key that others may have
  community.crypto.openssl_publickey:
    path: /etc/ssl/web.pub
    privatekey_path: /etc/ssl/private/web.key
`,
  notes: ['Needs `openssl` at the host, and `ssh-keygen` for RSA and ECC keys as OpenSSH writes them.'],
  args: {
    path: path({ doc: 'The file', required: true }),
    ...privateKeyArgs('The private key'),
    format: choice(['OpenSSH', 'PEM'], { doc: 'How it is written', fallback: 'PEM' }),
    return_content: bool({ doc: 'Return the public key', fallback: false }),
    ...madeFileArgs,
  },
  rules: [
    { kind: 'mutually_exclusive', names: ['privatekey_path', 'privatekey_content'] },
    {
      kind: 'required_if',
      name: 'state',
      is: 'present',
      names: ['privatekey_path', 'privatekey_content'],
      any: true,
    },
  ],
  returns,
  script: scriptBeside(
    import.meta.url,
    'openssl_publickey.sh',
    'attributes',
    'backup',
    'fingerprint',
    'made-file',
  ),
  finish(reply, args) {
    const result = resultOf(reply, returns);
    if (result.get('failed') === true) return result;
    result.set('privatekey', args.privatekey_path ?? null).set('format', args.format);
    if (!result.has('fingerprint')) result.set('fingerprint', new Map());
    return result;
  },
});
