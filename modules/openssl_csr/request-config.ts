export interface CsrRequest {
  readonly subject: readonly (readonly [string, string])[];
  readonly subject_alt_name: readonly string[] | undefined;
  readonly subject_alt_name_critical: boolean;
  readonly key_usage: readonly string[] | undefined;
  readonly key_usage_critical: boolean;
  readonly extended_key_usage: readonly string[] | undefined;
  readonly extended_key_usage_critical: boolean;
  readonly basic_constraints: readonly string[] | undefined;
  readonly basic_constraints_critical: boolean;
  readonly ocsp_must_staple: boolean;
  readonly ocsp_must_staple_critical: boolean;
  readonly name_constraints_permitted: readonly string[] | undefined;
  readonly name_constraints_excluded: readonly string[] | undefined;
  readonly name_constraints_critical: boolean;
  readonly create_subject_key_identifier: boolean;
  readonly subject_key_identifier: string | undefined;
}

/** A request as openssl's configuration: a value never is more than a value of one line. */
export function requestConfig(request: CsrRequest): string {
  const extensions = [
    extension('subjectAltName', request.subject_alt_name?.map(altName), request.subject_alt_name_critical),
    extension('keyUsage', request.key_usage?.map(usageName), request.key_usage_critical),
    extension(
      'extendedKeyUsage',
      request.extended_key_usage?.map(usageName),
      request.extended_key_usage_critical,
    ),
    extension('basicConstraints', request.basic_constraints, request.basic_constraints_critical),
    extension(
      'tlsfeature',
      request.ocsp_must_staple ? ['status_request'] : [],
      request.ocsp_must_staple_critical,
    ),
    extension('nameConstraints', constraintsOf(request), request.name_constraints_critical),
    extension('subjectKeyIdentifier', keyIdentifierOf(request), false),
  ].flat();
  return [
    '[req]',
    'prompt = no',
    'string_mask = utf8only',
    'distinguished_name = names',
    ...(extensions.length > 0 ? ['req_extensions = more'] : []),
    '[names]',
    ...request.subject.map(([name, value], i) => `${i}.${name} = ${escaped(value)}`),
    '[more]',
    ...extensions,
    '',
  ].join('\n');
}

function extension(name: string, values: readonly string[] | undefined, isCritical: boolean): string[] {
  if (values === undefined || values.length === 0) return [];
  return [`${name} = ${isCritical ? 'critical,' : ''}${values.map(escaped).join(',')}`];
}

const constraintsOf = (request: CsrRequest): string[] => [
  ...(request.name_constraints_permitted ?? []).map((name) => `permitted;${constraint(name)}`),
  ...(request.name_constraints_excluded ?? []).map((name) => `excluded;${constraint(name)}`),
];

// openssl wants a mask with an address
const constraint = (name: string): string => {
  const [, address, bits] = /^IP:([\d.]+)(?:\/(\d+))?$/i.exec(name) ?? [];
  if (address === undefined) return altName(name);
  return `IP:${address}/${[0, 8, 16, 24].map((start) => octet(Number(bits ?? 32) - start)).join('.')}`;
};

const octet = (bits: number): number => 256 - 2 ** (8 - Math.min(Math.max(bits, 0), 8));

function keyIdentifierOf(request: CsrRequest): string[] {
  if (request.create_subject_key_identifier) return ['hash'];
  return request.subject_key_identifier === undefined ? [] : [request.subject_key_identifier];
}

// openssl's name for what Ansible writes as IP, email, URI, DNS, RID
const altName = (name: string): string =>
  name.replace(/^dns:/i, 'DNS:').replace(/^ip:/i, 'IP:').replace(/^uri:/i, 'URI:');

const longNames: Readonly<Record<string, string>> = {
  'Digital Signature': 'digitalSignature',
  'Key Encipherment': 'keyEncipherment',
  'Key Agreement': 'keyAgreement',
  'Certificate Sign': 'keyCertSign',
  'CRL Sign': 'cRLSign',
  'TLS Web Server Authentication': 'serverAuth',
  'TLS Web Client Authentication': 'clientAuth',
};

const usageName = (name: string): string => longNames[name] ?? name;

const escaped = (value: string): string => value.replace(/[\r\n]+/g, ' ').replace(/[\\$#"]/g, '\\$&');
