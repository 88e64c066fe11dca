import type { Dict, Value } from '../../lib/core/value.js';
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
import { bool, choice, dict, list, path, pythonText, raw, text } from '../../lib/schema/index.js';
import { requestConfig } from './request-config.js';

const names = {
  country_name: 'C',
  state_or_province_name: 'ST',
  locality_name: 'L',
  organization_name: 'O',
  organizational_unit_name: 'OU',
  common_name: 'CN',
  email_address: 'emailAddress',
} as const;

const returns = {
  filename: text({ doc: 'The file' }),
  privatekey: text({ doc: 'The private key' }),
  csr: text({ doc: 'The request, with return_content' }),
  backup_file: text({ doc: 'The old file' }),
  subject: raw({ doc: 'The subject, as pairs' }),
  subjectAltName: list(text({}), { doc: 'Other names' }),
  keyUsage: list(text({}), { doc: 'As asked' }),
  extendedKeyUsage: list(text({}), { doc: 'As asked' }),
  basicConstraints: list(text({}), { doc: 'As asked' }),
};

export const module = defineModule({
  name: 'openssl_csr',
  collection: 'community.crypto',
  summary: 'Keeps a request for a certificate',
  examples: `
- name: A request for a certificate
  community.crypto.openssl_csr:
    path: /etc/ssl/web.csr
    privatekey_path: /etc/ssl/private/web.key
    common_name: web.example.org
`,
  notes: [
    'Needs `openssl` at the host. The request is made anew when anything but its signature would differ.',
  ],
  args: {
    path: path({ doc: 'The file', required: true }),
    ...privateKeyArgs('The private key (it or its content is required for state=present)'),
    common_name: text({ doc: 'CN', aliases: ['CN', 'commonName'] }),
    country_name: text({ doc: 'C', aliases: ['C', 'countryName'] }),
    state_or_province_name: text({ doc: 'ST', aliases: ['ST', 'stateOrProvinceName'] }),
    locality_name: text({ doc: 'L', aliases: ['L', 'localityName'] }),
    organization_name: text({ doc: 'O', aliases: ['O', 'organizationName'] }),
    organizational_unit_name: text({ doc: 'OU', aliases: ['OU', 'organizationalUnitName'] }),
    email_address: text({ doc: 'emailAddress', aliases: ['E', 'emailAddress'] }),
    subject: dict({ doc: 'More of the subject' }),
    subject_ordered: list(dict({}), { doc: 'The whole subject, in this order: one name and its value each' }),
    subject_alt_name: list(text({}), { doc: 'DNS:…, IP:…', aliases: ['subjectAltName'] }),
    subject_alt_name_critical: bool({
      doc: 'Is that critical?',
      fallback: false,
      aliases: ['subjectAltName_critical'],
    }),
    use_common_name_for_san: bool({
      doc: 'Without subject_alt_name, the common name is one',
      fallback: true,
      aliases: ['useCommonNameForSAN'],
    }),
    key_usage: list(text({}), { doc: 'digitalSignature, …', aliases: ['keyUsage'] }),
    key_usage_critical: bool({ doc: 'Is that critical?', fallback: false, aliases: ['keyUsage_critical'] }),
    extended_key_usage: list(text({}), {
      doc: 'serverAuth, …',
      aliases: ['extKeyUsage', 'extendedKeyUsage'],
    }),
    extended_key_usage_critical: bool({
      doc: 'Is that critical?',
      fallback: false,
      aliases: ['extKeyUsage_critical', 'extendedKeyUsage_critical'],
    }),
    basic_constraints: list(text({}), { doc: 'CA:TRUE, pathlen:0', aliases: ['basicConstraints'] }),
    basic_constraints_critical: bool({
      doc: 'Is that critical?',
      fallback: false,
      aliases: ['basicConstraints_critical'],
    }),
    ocsp_must_staple: bool({
      doc: 'Must a server staple an answer of OCSP?',
      fallback: false,
      aliases: ['ocspMustStaple'],
    }),
    ocsp_must_staple_critical: bool({
      doc: 'Is that critical?',
      fallback: false,
      aliases: ['ocspMustStaple_critical'],
    }),
    name_constraints_permitted: list(text({}), { doc: 'Names a CA may sign: DNS:…, IP:…' }),
    name_constraints_excluded: list(text({}), { doc: 'Names it may not' }),
    name_constraints_critical: bool({ doc: 'Is that critical?', fallback: false }),
    create_subject_key_identifier: bool({ doc: 'Name the key by its hash', fallback: false }),
    subject_key_identifier: text({ doc: 'Name the key so: AA:BB:…' }),
    version: choice(['1'], { doc: 'There is no other', fallback: '1' }),
    digest: choice(['sha1', 'sha224', 'sha256', 'sha384', 'sha512'], {
      doc: 'Digest of the signature',
      fallback: 'sha256',
    }),
    return_content: bool({ doc: 'Return the request', fallback: false }),
    ...madeFileArgs,
  },
  rules: [
    {
      kind: 'required_if',
      name: 'state',
      is: 'present',
      names: ['privatekey_path', 'privatekey_content'],
      any: true,
    },
    { kind: 'mutually_exclusive', names: ['privatekey_path', 'privatekey_content'] },
    { kind: 'mutually_exclusive', names: ['subject', 'subject_ordered'] },
  ],
  returns,
  script: scriptBeside(import.meta.url, 'openssl_csr.sh', 'attributes', 'backup', 'made-file'),
  prepare(args): Params | Result {
    const { subject, subject_alt_name } = askedOf(args);
    if (subject.some(([name]) => !/^[A-Za-z0-9.]+$/.test(name)))
      return failure('subject: a name there is not one of openssl');
    const several = [
      ...(subject_alt_name ?? []),
      ...(args.name_constraints_permitted ?? []),
      ...(args.name_constraints_excluded ?? []),
    ].find((name) => name.includes(','));
    if (several !== undefined) return failure(`'${several}' is not one name: it holds a comma`);
    if (args.create_subject_key_identifier && args.subject_key_identifier !== undefined)
      return failure('subject_key_identifier cannot be specified if create_subject_key_identifier is true');
    return { config: requestConfig({ ...args, subject, subject_alt_name }) };
  },
  finish(reply, args) {
    const result = resultOf(reply, returns);
    if (args.state === 'absent' || result.get('failed') === true) return result;
    const { subject, subject_alt_name } = askedOf(args);
    const told: Readonly<Record<string, Value>> = {
      privatekey: args.privatekey_path ?? null,
      subject,
      subjectAltName: subject_alt_name ?? null,
      keyUsage: args.key_usage?.slice() ?? null,
      extendedKeyUsage: args.extended_key_usage?.slice() ?? null,
      basicConstraints: args.basic_constraints?.slice() ?? null,
      ocspMustStaple: args.ocsp_must_staple,
      name_constraints_permitted: args.name_constraints_permitted?.slice() ?? [],
      name_constraints_excluded: args.name_constraints_excluded?.slice() ?? [],
    };
    for (const [name, value] of Object.entries(told)) result.set(name, value);
    return result;
  },
});

type Asked = Readonly<Record<keyof typeof names, string | undefined>> & {
  readonly subject?: Dict | undefined;
  readonly subject_ordered?: readonly Dict[] | undefined;
  readonly subject_alt_name?: readonly string[] | undefined;
  readonly use_common_name_for_san: boolean;
};

/** The subject and the other names, from all arguments that say something of them. */
function askedOf(args: Asked): {
  readonly subject: [string, string][];
  readonly subject_alt_name: string[] | undefined;
} {
  const given = Object.entries(names).flatMap(([name, short]): [string, string][] => {
    const value = args[name as keyof typeof names];
    return value === undefined ? [] : [[short, value]];
  });
  const more = [args.subject ?? new Map<Value, Value>(), ...(args.subject_ordered ?? [])]
    .flatMap((each) => [...each])
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((each) => [name, each] as const))
    .map(([name, value]): [string, string] => [pythonText(name), pythonText(value)]);
  const subject = [...given, ...more];
  const common = subject.find(([name]) => name === 'CN' || name === 'commonName')?.[1];
  const isNamed = args.subject_alt_name === undefined && args.use_common_name_for_san && common !== undefined;
  return { subject, subject_alt_name: isNamed ? [`DNS:${common}`] : args.subject_alt_name?.slice() };
}
