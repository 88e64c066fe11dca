/** Something in an image that must not be published. */
export interface GateFinding {
  readonly kind: GateKind;
  /** Below the image's root; for `etc/shadow`, followed by `:user`. */
  readonly path: string;
}

export type GateKind = keyof typeof GATE_REASONS;

/** Why, and what to do. */
const GATE_REASONS = {
  'private-key':
    'a private key: every machine on the boot network can read it; bring it to the node over ssh after boot',
  'vault-text': 'vault text: the image is no place for it, decrypted or not',
  secret: 'a secret value of this run stands here in plain text',
  'empty-password': 'a user without a password; lock it with passwd -l',
  'password-hash': 'a password hash that anybody on the boot network can read; use declared ssh keys',
  'machine-id': 'a fixed machine id: nodes would share it and with it their DHCP address; it must be empty',
  hostname: 'a fixed host name: it comes from the kernel command line of each node',
  identity: 'belongs to one machine, and nodes would share it',
  'authorized-key': 'a key that may log in and is not declared',
  login: 'stored credentials',
} as const;

export const formatFinding = (finding: GateFinding): string =>
  `${finding.path}: ${GATE_REASONS[finding.kind]}`;
