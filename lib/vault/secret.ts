/** A vault password and the id under which it is known; `default` when none was given. */
export interface VaultSecret {
  readonly id: string;
  readonly password: string | Uint8Array;
}
