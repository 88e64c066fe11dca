import { TsplayError } from '../../core/problem.js';
import { bindArgs, demand, pyStr, type EvalContext, type Filter, pyTruth } from '../../jinja/index.js';
import { noteImpureCall } from '../purity.js';
import { filterError, filterTypeError, isText, typeName } from '../python.js';
import { templarOf } from '../templar-scope.js';
import type { VaultCipher } from '../templar.js';
import { VaultedText } from '../vaulted-text.js';

/** Text to and from ansible-vault's form, with a password of the caller's. */
export const vaultFilters: Readonly<Record<string, Filter>> = {
  vault: (value, args, kwargs, context) => {
    const given = bindArgs('do_vault', ['secret*', 'salt', 'vaultid', 'wrap_object'], args, kwargs, 1);
    const secret = demand(given.secret);
    if (!isText(secret)) throw notText('Secret passed is required to be a string', secret);
    const plain = demand(value);
    if (!isText(plain)) throw notText('Can only vault strings', plain);
    const salt = given.salt === undefined || given.salt === null ? undefined : pyStr(given.salt);
    if (salt === undefined) noteImpureCall();
    const id = given.vaultid === undefined ? 'filter_default' : pyStr(given.vaultid);
    const text = cipherOf(context).encrypt(pyStr(plain), { password: pyStr(secret), id, salt });
    return pyTruth(given.wrap_object ?? false) ? new VaultedText(text, () => pyStr(plain)) : text;
  },
  unvault: (value, args, kwargs, context) => {
    const { secret } = bindArgs('do_unvault', ['secret*', 'vaultid'], args, kwargs, 1);
    const password = demand(secret);
    if (!isText(password)) throw notText('Secret passed is required to be as string', password);
    const given = demand(value);
    if (!isText(given)) throw notText('Vault should be in the form of a string', given);
    const text = given instanceof VaultedText ? given.ciphertext : pyStr(given);
    return text.startsWith('$ANSIBLE_VAULT;') ? decrypted(context, text, pyStr(password)) : text;
  },
};

const notText = (rule: string, value: unknown): Error =>
  filterTypeError(`${rule}, instead we got: <class '${typeName(value)}'>`);

function cipherOf({ scope }: EvalContext): VaultCipher {
  const cipher = templarOf(scope).options.vault;
  if (!cipher) throw filterError('vault and unvault are not available here');
  return cipher;
}

function decrypted(context: EvalContext, text: string, password: string): string {
  try {
    return cipherOf(context).decrypt(text, password);
  } catch (error) {
    if (!(error instanceof TsplayError)) throw error;
    const reason =
      error.problems[0]?.code === 'bad-vault'
        ? error.message
        : 'no vault secrets were found that could decrypt';
    throw filterError(`Unable to decrypt: Decryption failed (${reason})`);
  }
}
