import {
  dataOf,
  defineModule,
  failure,
  madeFileArgs,
  privateKeyArgs,
  resultOf,
  scriptBeside,
  type Params,
  type Result,
} from '../../lib/module/index.js';
import { bool, choice, int, path, text } from '../../lib/schema/index.js';

const returns = {
  filename: text({ doc: 'The file' }),
  privatekey: text({ doc: 'The private key, as asked' }),
  csr: text({ doc: 'The request, as asked' }),
  notBefore: text({ doc: 'When it begins, as 20301231235959Z' }),
  notAfter: text({ doc: 'When it ends' }),
  serial_number: int({ doc: 'Its number' }),
  certificate: text({ doc: 'The certificate, with return_content' }),
  backup_file: text({ doc: 'The old file' }),
};

export const module = defineModule({
  name: 'x509_certificate',
  collection: 'community.crypto',
  summary: 'Keeps a certificate: signed by its own key, or by a CA of ours',
  examples: `
- name: A certificate that signs itself
  community.crypto.x509_certificate:
    path: /etc/ssl/certs/web.pem
    csr_path: /etc/ssl/web.csr
    privatekey_path: /etc/ssl/private/web.key
    provider: selfsigned
`,
  notes: ['Needs `openssl` 3 at the host. The provider acme and the option not_before are not supported.'],
  args: {
    path: path({ doc: 'The file', required: true }),
    provider: choice(['ownca', 'selfsigned'], { doc: 'Who signs' }),
    csr_path: path({ doc: 'The request' }),
    csr_content: text({ doc: 'The request itself' }),
    ...privateKeyArgs('The private key, for selfsigned'),
    ownca_path: path({ doc: "The CA's certificate" }),
    ownca_content: text({ doc: "The CA's certificate itself" }),
    ownca_privatekey_path: path({ doc: "The CA's private key" }),
    ownca_privatekey_content: text({ doc: "The CA's private key itself", secret: true }),
    ownca_privatekey_passphrase: text({ doc: 'Its passphrase', secret: true }),
    selfsigned_not_after: text({
      doc: 'How long it holds: +3650d, +52w',
      fallback: '+3650d',
      aliases: ['selfsigned_notAfter'],
    }),
    ownca_not_after: text({ doc: 'How long it holds', fallback: '+3650d' }),
    selfsigned_digest: text({ doc: 'Digest of the signature', fallback: 'sha256' }),
    ownca_digest: text({ doc: 'Digest of the signature', fallback: 'sha256' }),
    return_content: bool({ doc: 'Return the certificate', fallback: false }),
    ...madeFileArgs,
  },
  rules: [
    { kind: 'required_if', name: 'state', is: 'present', names: ['provider'] },
    ...(['csr', 'privatekey', 'ownca', 'ownca_privatekey'] as const).map((name) => ({
      kind: 'mutually_exclusive' as const,
      names: [`${name}_path`, `${name}_content`],
    })),
  ],
  returns,
  script: scriptBeside(import.meta.url, 'x509_certificate.sh', 'attributes', 'backup', 'made-file'),
  prepare(args): Params | Result {
    if (args.state === 'absent') return {};
    const isOwn = args.provider === 'ownca';
    const needed = isOwn ? (['csr', 'ownca', 'ownca_privatekey'] as const) : (['privatekey'] as const);
    const missing = needed.filter(
      (name) => args[`${name}_path`] === undefined && args[`${name}_content`] === undefined,
    );
    if (missing.length > 0)
      return failure(`provider ${args.provider} needs ${missing.map((name) => `${name}_path`).join(', ')}`);
    const after = isOwn ? args.ownca_not_after : args.selfsigned_not_after;
    const days = daysOf(after);
    if (days === undefined)
      return failure(`'${after}' is not supported: a time from now, like +3650d or +52w, is`);
    const digest = isOwn ? args.ownca_digest : args.selfsigned_digest;
    if (!/^[a-z0-9-]+$/.test(digest)) return failure(`'${digest}' is not a digest`);
    return {
      days,
      digest,
      passphrase: isOwn ? args.ownca_privatekey_passphrase : args.privatekey_passphrase,
    };
  },
  finish(reply, args) {
    const result = resultOf(reply, returns);
    if (args.state === 'absent' || result.get('failed') === true) return result;
    result.set('privatekey', args.privatekey_path ?? null).set('csr', args.csr_path ?? null);
    for (const key of ['notBefore', 'notAfter']) {
      const told = dataOf(reply, key);
      if (told !== undefined) result.set(key, asnTime(told));
    }
    const serial = dataOf(reply, 'serial_number');
    if (serial) result.set('serial_number', BigInt(`0x${serial}`));
    return result;
  },
});

// openssl says `Nov 25 02:38:57 2036 GMT`
const asnTime = (text: string): string => `${new Date(text).toISOString().replace(/\.\d+|[-:T]/g, '')}`;

function daysOf(span: string): number | undefined {
  const match = /^\+(?:(\d+)w)?(?:(\d+)d)?$/.exec(span);
  return match && span !== '+' ? Number(match[1] ?? 0) * 7 + Number(match[2] ?? 0) : undefined;
}
