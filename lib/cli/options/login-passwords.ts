import type { Config } from '../../config/index.js';
import { TsplayError } from '../../core/problem.js';
import { readPassword } from '../../vault/index.js';
import { askOnTerminal } from '../ask.js';
import type { Flags } from './options.js';

/** The passwords of `-k` and `-K` or of the files that stand for them; an empty answer to -K is that of -k. */
export async function loginPasswords(
  flags: Flags,
  config: Config,
): Promise<{ password: string | undefined; becomePassword: string | undefined }> {
  const asksLogin = flags.askPass ?? config.bool('DEFAULT_ASK_PASS');
  const asksBecome = flags.askBecomePass ?? config.bool('DEFAULT_BECOME_ASK_PASS');
  refuseBoth(flags);
  const password = asksLogin
    ? await askOnTerminal({ text: 'SSH password: ', secret: true })
    : await fromFile(flags.connectionPasswordFile ?? config.text('CONNECTION_PASSWORD_FILE'));
  const text = password === undefined ? 'BECOME password: ' : 'BECOME password[defaults to SSH password]: ';
  const becomePassword = asksBecome
    ? (await askOnTerminal({ text, secret: true })) || password
    : await fromFile(flags.becomePasswordFile ?? config.text('BECOME_PASSWORD_FILE'));
  return { password, becomePassword };
}

function refuseBoth(flags: Flags): void {
  const pairs = [
    [flags.askPass, flags.connectionPasswordFile, '--ask-pass', '--connection-password-file'],
    [flags.askBecomePass, flags.becomePasswordFile, '--ask-become-pass', '--become-password-file'],
  ] as const;
  for (const [asked, file, one, other] of pairs)
    if (asked && file !== undefined)
      throw new TsplayError({ code: 'bad-usage', message: `${one} and ${other} exclude each other` });
}

async function fromFile(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const password = await readPassword(file, 'default');
  return typeof password === 'string' ? password : Buffer.from(password).toString('utf8');
}
