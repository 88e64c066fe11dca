import { TsplayError } from '../core/problem.js';
import { askOnTerminal } from './ask.js';

/**
 * A password that is going to encrypt: whoever mistypes it would never open the file again.
 * @throws TsplayError when the answers differ or are empty
 */
export async function askTwice(what: string): Promise<string> {
  const password = await askOnTerminal({ text: `New ${what}: `, secret: true });
  const again = await askOnTerminal({ text: `Confirm New ${what}: `, secret: true });
  if (password === again && password !== '') return password;
  const message = password === '' ? 'Invalid vault password: it is empty' : 'Passwords do not match';
  throw new TsplayError({ code: 'vault-empty-password', message });
}
