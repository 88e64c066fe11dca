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
