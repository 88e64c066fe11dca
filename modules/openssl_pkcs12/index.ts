import {
  defineModule,
  failure,
  madeFileArgs,
  privateKeyArgs,
  resultOf,
  scriptBeside,
  type Params,
  type Result,
} from '../../lib/module/index.js';
import { bool, choice, int, list, mode, path, text } from '../../lib/schema/index.js';

const returns = {
  filename: text({ doc: 'The file' }),
  privatekey_path: text({ doc: 'The private key, as asked' }),
  mode: text({ doc: 'Its permissions, four octal digits' }),
  pkcs12: text({ doc: 'The file as base64, with return_content', secret: true }),
  backup_file: text({ doc: 'The old file' }),
};

export const module = defineModule({
  name: 'openssl_pkcs12',
  collection: 'community.crypto',
  summary: 'Packs a private key and certificates into one file (PKCS#12), or unpacks it',
  examples: `
- name: Key and certificate in the one file that a Java server reads
  community.crypto.openssl_pkcs12:
    path: /opt/server/web.p12
    friendly_name: web
    passphrase: "{{ keystore_password }}"
    privatekey_path: /etc/ssl/private/web.key
    certificate_path: /etc/ssl/certs/web.pem
    other_certificates: /etc/ssl/certs/ca.pem
`,
  notes: [
    'Needs `openssl` 3 at the host. maciter_size is not supported.',
    'A file holds the same when key, certificates and name are the same: how it is encrypted does not count.',
  ],
  args: {
    path: path({ doc: 'The file', required: true }),
    action: choice(['export', 'parse'], {
      doc: 'export packs, parse unpacks src as PEM',
      fallback: 'export',
    }),
    src: path({ doc: 'The file to unpack' }),
    friendly_name: text({ doc: 'Name of key and certificate within it', aliases: ['name'] }),
    passphrase: text({ doc: 'Of the packed file', secret: true }),
    ...privateKeyArgs('The private key'),
    certificate_path: path({ doc: 'Its certificate' }),
    other_certificates: list(path({}), { doc: 'Certificates that sign it', aliases: ['ca_certificates'] }),
    other_certificates_parse_all: bool({
      doc: 'All that are in these files, not the first',
      fallback: false,
    }),
    encryption_level: choice(['auto', 'compatibility2022'], {
      doc: 'compatibility2022: as old programs can read it (3DES and SHA1)',
      fallback: 'auto',
    }),
    iter_size: int({ doc: 'How often the passphrase is hashed' }),
    maciter_size: int({ doc: 'Not supported' }),
    return_content: bool({ doc: 'Return the file', fallback: false }),
    ...madeFileArgs,
    mode: mode({ doc: 'Permissions', fallback: '0400' }),
    select_crypto_backend: choice(['auto', 'cryptography', 'pyopenssl'], {
      doc: 'Accepted for compatibility: the program openssl does it',
      fallback: 'auto',
    }),
  },
  rules: [
    { kind: 'mutually_exclusive', names: ['privatekey_path', 'privatekey_content'] },
    { kind: 'required_if', name: 'action', is: 'parse', names: ['src'] },
  ],
  returns,
  script: scriptBeside(import.meta.url, 'openssl_pkcs12.sh', 'attributes', 'backup', 'made-file'),
  prepare(args): Params | Result {
    if (args.maciter_size !== undefined)
      return failure('maciter_size is not supported: openssl has iter_size for both');
    if (args.state === 'present' && args.action === 'export') {
      if (!args.friendly_name) return failure('Friendly_name is required');
      const key = args.privatekey_path ?? args.privatekey_content;
      if ((key ?? args.certificate_path) === undefined)
        return failure('there is neither a private key nor a certificate to pack');
    }
    const isOld = args.encryption_level === 'compatibility2022';
    return { is_old: isOld, iterations: args.iter_size ?? (isOld ? 50_000 : undefined) };
  },
  finish(reply, args) {
    const result = resultOf(reply, returns);
    if (result.get('failed') !== true && args.privatekey_path !== undefined)
      result.set('privatekey_path', args.privatekey_path);
    return result;
  },
});
