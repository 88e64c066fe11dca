/** What stands in a vault text besides the password: everything needed to check one and to decrypt. */
export interface Envelope {
  readonly id: string | undefined;
  readonly salt: Buffer;
  readonly hmac: Buffer;
  readonly ciphertext: Buffer;
}

const header = /^\$ANSIBLE_VAULT;(1\.[12]);(\w+)(?:;([^\r\n]*))?[ \t]*\r?\n/;

/** Whether the text is in the form `ansible-vault encrypt` writes. */
export const isVaultText = (text: string): boolean => text.startsWith('$ANSIBLE_VAULT;');

/**
 * Takes a vault text apart.
 *
 * @throws RangeError saying what is wrong with it
 */
export function parseEnvelope(text: string): Envelope {
  const found = header.exec(text.trimStart());
  if (!found) throw new RangeError('the header is not that of a vault of version 1.1 or 1.2');
  const [line, , cipher, id] = found;
  if (cipher !== 'AES256') throw new RangeError(`the cipher ${cipher} is not supported, only AES256`);
  const inner = fromHex(text.trimStart().slice(line.length).replace(/\s/g, '')).toString('latin1');
  const parts = inner.split('\n');
  if (parts.length !== 3) throw new RangeError('the vault text is cut or damaged');
  const [salt, hmac, ciphertext] = parts.map(fromHex);
  return { id: id?.trim() || undefined, salt: salt!, hmac: hmac!, ciphertext: ciphertext! };
}

/** The text form, 80 columns wide; with an id it is version 1.2. */
export function formatEnvelope({ id, salt, hmac, ciphertext }: Envelope): string {
  const inner = [salt, hmac, ciphertext].map((part) => part.toString('hex')).join('\n');
  const lines =
    Buffer.from(inner, 'latin1')
      .toString('hex')
      .match(/.{1,80}/g) ?? [];
  const head = id === undefined ? '$ANSIBLE_VAULT;1.1;AES256' : `$ANSIBLE_VAULT;1.2;AES256;${id}`;
  return [head, ...lines, ''].join('\n');
}

// the words that people look for in Ansible's messages stand in brackets
const damaged = (why: string): RangeError =>
  new RangeError(`the vault text is cut or damaged (Vault format unhexlify error: ${why})`);

function fromHex(text: string): Buffer {
  if (text.length % 2 !== 0) throw damaged('Odd-length string');
  if (!/^[0-9a-fA-F]*$/.test(text)) throw damaged('Non-hexadecimal digit found');
  return Buffer.from(text, 'hex');
}
