import type { Wrapper } from '../remote/transport.js';

/** All there is to know about the way to a host. Made by `linkFor` from variables, or by hand. */
export interface Link {
  /** `ssh`, `local`, `chroot`, `nspawn`, or the name of a connection made with `defineConnection`. */
  readonly connection: string;
  /** The address: a name, an IP, an alias of ssh_config; for chroot and nspawn the directory. */
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly privateKeyFile?: string;
  readonly privateKeyPassphrase?: string;
  /** Path of the agent's socket; `none` for no agent. Default: SSH_AUTH_SOCK. */
  readonly agent?: string;
  readonly knownHostsFiles?: readonly string[];
  /** Default: what ssh_config says, or else `ask`. */
  readonly hostKeyChecking?: HostKeyChecking;
  /** Options as OpenSSH's command line has them (`-o`, `-J`, `-F`, `-i`, `-p`…); the first one to say something wins. */
  readonly sshArgs?: string;
  /** As `sshArgs`, but what the link itself says wins over it. */
  readonly commonArgs?: string;
  readonly sshConfigFile?: string;
  readonly proxyJump?: string;
  /** How often connecting is tried again when it fails before the login. */
  readonly retries?: number;
  readonly timeouts?: Partial<Timeouts>;
  /** Directory of the image for chroot and nspawn. */
  readonly root?: string;
  /** Where the chroot or container is, when that is not this machine. */
  readonly inner?: Link;
  /** The program for chroot and nspawn. */
  readonly exe?: string;
  /** Default `/bin/sh`. */
  readonly shell?: string;
  /** Where commands start (local only). */
  readonly cwd?: string;
  readonly tempDir?: string;
  /** Something more around every shell: private namespaces for a chroot, a tracer… */
  readonly wrap?: Wrapper;
}

/**
 * `strict`: the key must be known. `ask`: somebody may be asked about an unknown one. `accept-new`: an unknown one is taken
 * and remembered. `off`: any is taken.
 */
export type HostKeyChecking = 'strict' | 'ask' | 'accept-new' | 'off';

/** Milliseconds, each for its own phase. */
export interface Timeouts {
  readonly connectMs: number;
  readonly bannerMs: number;
  readonly hostkeyMs: number;
  readonly authMs: number;
  readonly openMs: number;
  /** A host that says nothing for so long is lost. */
  readonly idleMs: number;
}

const DEFAULT_TIMEOUTS: Timeouts = {
  connectMs: 10_000,
  bannerMs: 10_000,
  hostkeyMs: 10_000,
  authMs: 10_000,
  openMs: 10_000,
  idleMs: 30_000,
};

export const timeoutsOf = (link: Link): Timeouts => ({ ...DEFAULT_TIMEOUTS, ...link.timeouts });

/** Another user at the host. */
export interface Become {
  readonly method: string;
  readonly user: string;
  readonly password?: string;
  readonly flags?: string;
  readonly exe?: string;
}
