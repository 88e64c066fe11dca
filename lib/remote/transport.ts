import type { Readable, Writable } from 'node:stream';

/** A running process at the far end, with its three streams. */
export interface Channel {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the process is gone or the link to it is; never rejects. */
  readonly exit: Promise<Exit>;
  /** Signals the whole process group where the transport can, and gives the streams up. */
  kill(signal?: NodeJS.Signals): void;
}

export interface Exit {
  readonly code: number | null;
  readonly signal?: string;
  /** Why the link broke, when it did. */
  readonly reason?: string;
}

/** How bytes reach a shell: local process, ssh connection… Made by lib/connect. */
export interface Transport {
  /** `argv` is a plain argument vector; a transport that goes through a login shell quotes it itself. */
  open(argv: readonly string[]): Promise<Channel>;
  close(): Promise<void>;
}

/** An argument vector around an argument vector: chroot, sudo, su, nspawn… */
export type Wrapper = (argv: readonly string[]) => readonly string[];
