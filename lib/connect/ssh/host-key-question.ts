/** What somebody has to know to tell whether an unknown key is the host's. */
export interface HostKeyQuestion {
  /** As known_hosts has it: `node1`, or `[node1]:2222`. */
  readonly host: string;
  /** `ssh-ed25519`, … */
  readonly type: string;
  /** As `ssh-keygen -l` shows it: `SHA256:…`. */
  readonly fingerprint: string;
  /** Entries that know the key by another name: `FILE:LINE: NAMES`. */
  readonly otherNames: readonly string[];
  /** The file that remembers a yes, when there is one. */
  readonly file: string | undefined;
}
