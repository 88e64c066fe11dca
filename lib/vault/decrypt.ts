import type { SourcePos } from '../core/position.js';
import { TsplayError, type Problem } from '../core/problem.js';
import { open } from './cipher.js';
import { parseEnvelope, type Envelope } from './envelope.js';
import type { VaultSecret } from './secret.js';

/**
 * Decrypts a vault text with the first secret that fits: those of its own id first, then the others.
 *
 * @throws TsplayError naming the place and the vault id when no secret fits or the text is damaged
 */
export function decrypt(text: string, secrets: readonly VaultSecret[], at?: SourcePos): Buffer {
  const envelope = parse(text, at);
  const { id: idOfVault = 'default' } = envelope;
  const fitting = secrets.filter(({ id, onlyItsOwn }) => !onlyItsOwn || id === idOfVault);
  const ordered = fitting.sort((a, b) => Number(b.id === envelope.id) - Number(a.id === envelope.id));
  for (const secret of ordered) {
    const plain = open(envelope, secret.password);
    if (plain) return plain;
  }
  throw new TsplayError(explainFailure(envelope, secrets, fitting, at));
}

function parse(text: string, at: SourcePos | undefined): Envelope {
  try {
    return parseEnvelope(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TsplayError({ code: 'bad-vault', message: `this is not a valid vault: ${error.message}`, at });
  }
}

function explainFailure(
  { id }: Envelope,
  secrets: readonly VaultSecret[],
  tried: readonly VaultSecret[],
  at: SourcePos | undefined,
): Problem {
  const name = id === undefined ? 'this vault' : `this vault (id '${id}')`;
  if (secrets.length === 0) {
    const hint = 'give one with --vault-password-file, --vault-id or --ask-vault-pass';
    return {
      code: 'vault-no-password',
      message: `Attempting to decrypt but no vault secrets found: ${name} needs a password`,
      at,
      hint,
    };
  }
  const idsOf = (some: readonly VaultSecret[]): string => some.map((secret) => secret.id).join(', ');
  return {
    code: 'vault-wrong-password',
    message: `Decryption failed: no given password opens ${name}`,
    at,
    hint:
      tried.length > 0
        ? `tried the ids: ${idsOf(tried)}`
        : `there are only the ids: ${idsOf(secrets)}, and vault_id_match wants its own`,
  };
}
