import { randomBytes } from 'node:crypto';
import { escapeRegex } from '../core/escape-regex.js';
import { TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import type { Dialog } from '../remote/open-shell.js';
import { quoteAll } from '../remote/quote.js';
import { wordsIn } from '../core/read-words.js';
import type { Wrapper } from '../remote/transport.js';
import { BecomeFailed } from './become-failed.js';
import type { Become } from './link.js';

/** What goes around a shell to make it another user's, and who answers its prompt. */
export interface BecomeLogin {
  readonly wrap: Wrapper;
  readonly dialog: Dialog;
}

/** The password goes to the program's stdin when it asks, and nowhere else. */
export function becomeLogin(become: Become): BecomeLogin {
  const make = METHODS.get(become.method.replace(/^(ansible\.builtin|community\.general)\./, ''));
  if (!make) {
    const hint = didYouMean(become.method, METHODS.keys());
    throw new TsplayError({
      code: 'unknown-become-method',
      message: `unknown become method '${become.method}'`,
      ...(hint ? { hint } : {}),
    });
  }
  if (!/^[^\s\0-][^\s\0]*$/.test(become.user)) {
    throw new TsplayError({
      code: 'bad-user-name',
      message: `${JSON.stringify(become.user)} is not a user name`,
    });
  }
  return make(become);
}

/** The names that `become_method` takes. */
export const becomeMethods = (): readonly string[] => [...METHODS.keys()];

const METHODS: ReadonlyMap<string, (become: Become) => BecomeLogin> = new Map([
  ['sudo', sudoLogin],
  ['su', suLogin],
  ['doas', doasLogin],
]);

function sudoLogin(become: Become): BecomeLogin {
  const prompt = `[tsplay ${randomBytes(8).toString('hex')}] password:`;
  const flags = wordsIn(become.flags ?? '-H').filter((flag) => flag !== '-n' && flag !== '-S');
  const asking = become.password === undefined ? ['-S', '-n'] : ['-S', '-p', prompt];
  const exe = become.exe ?? 'sudo';
  return {
    wrap: (argv) => [exe, ...flags, ...asking, '-u', become.user, '--', ...argv],
    dialog: dialogOf(become, exe, new RegExp(escapeRegex(prompt))),
  };
}

function suLogin(become: Become): BecomeLogin {
  const exe = become.exe ?? 'su';
  return {
    wrap: (argv) => [exe, ...wordsIn(become.flags ?? ''), become.user, '-c', quoteAll(argv)],
    dialog: dialogOf(become, exe, UNFINISHED_LINE),
  };
}

/** doas reads a password from a terminal only, and there is none. */
function doasLogin(become: Become): BecomeLogin {
  const exe = become.exe ?? 'doas';
  return {
    wrap: (argv) => [exe, ...wordsIn(become.flags ?? ''), '-n', '-u', become.user, '--', ...argv],
    dialog: dialogOf(become, exe, UNFINISHED_LINE),
  };
}

/** su's prompt is in the host's language: any last line that ends in a colon and not in a newline. */
const UNFINISHED_LINE = /[^\n]+[::]\s?$/;

function dialogOf(become: Become, exe: string, prompt: RegExp): Dialog {
  return {
    prompt,
    settleMs: prompt === UNFINISHED_LINE ? 150 : 0,
    ...(become.password === undefined ? {} : { password: become.password }),
    refused: (reason) => (reason === 'no-password' ? noPassword(exe) : wrongPassword(exe, become.user)),
    ended: (code, said) => explainEnd(become, exe, code, said),
  };
}

const noPassword = (exe: string): BecomeFailed =>
  new BecomeFailed(
    `${exe} asks for a password and none was given`,
    exe.endsWith('doas')
      ? 'doas reads passwords only from a terminal: let the user in with nopass'
      : 'give ansible_become_password, or --ask-become-pass',
  );

const wrongPassword = (exe: string, user: string): BecomeFailed =>
  new BecomeFailed(`wrong password: ${exe} did not let us become ${user}`);

function explainEnd(become: Become, exe: string, code: number | null, said: string): Error {
  const last = said
    .trim()
    .split('\n')
    .filter((line) => !line.includes('[tsplay '))
    .slice(-3)
    .join('; ');
  if (code === 127 || /: (command )?not found|No such file or directory$/m.test(said))
    return new BecomeFailed(`${exe} is not installed on the host${last ? ` (${last})` : ''}`);
  if (/unknown user|user .* does not exist|Unknown id|unknown id/i.test(said))
    return new BecomeFailed(`there is no user ${become.user} on the host (${last})`);
  if (/not in the sudoers|not allowed to|may not run|Operation not permitted|Permission denied/i.test(said)) {
    if (/^(su|doas): /m.test(said) && /Permission denied/.test(said) && become.password !== undefined)
      return wrongPassword(exe, become.user);
    return new BecomeFailed(`${exe} does not let us become ${become.user}: ${last}`);
  }
  if (
    /incorrect password|Authentication (token|failure)|Sorry, try again|no password was provided/i.test(said)
  ) {
    return become.password === undefined ? noPassword(exe) : wrongPassword(exe, become.user);
  }
  if (/password is required|Authentication required|a terminal is required/i.test(said))
    return noPassword(exe);
  return new BecomeFailed(`${exe} ended without a shell (exit code ${code})${last ? `: ${last}` : ''}`);
}
