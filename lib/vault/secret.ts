/** A vault password and the id under which it is known; `default` when none was given. */
export interface VaultSecret {
  readonly id: string;
  readonly password: string | Uint8Array;
  /** Tried only for vaults with its id; those of format 1.1 have the id `default`. */
  readonly onlyItsOwn?: boolean;
}
