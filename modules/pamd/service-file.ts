import { TsplayError } from '../../lib/core/problem.js';

/** A rule of a PAM service; its control and its bracketed arguments are words with single blanks in them. */
export interface PamRule {
  readonly type: string;
  readonly control: string;
  readonly modulePath: string;
  readonly args: readonly string[];
}

/** A line that is no rule (empty, a comment, an `@include`) is kept as it is. */
export type ServiceLine = PamRule | string;

/** The lines of a file of /etc/pam.d, see pam.d(5). */
export function readService(text: string, file: string): readonly ServiceLine[] {
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.map((line, at) => readLine(line) ?? refuse(`line ${at + 1} of ${file} is no rule: ${line}`));
}

export const writeService = (lines: readonly ServiceLine[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : writeRule(line)}\n`).join('');

/** Arguments as words; one in brackets is a word whatever it holds. */
export const wordsOf = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => text.match(/\[(?:\\.|[^\]\\])*\]|\S+/g) ?? []);

/** A control in the form in which it is compared and written: `[a=1 b=2]`. */
export const plainControl = (control: string): string =>
  control.startsWith('[')
    ? `[${control
        .replace(/[[\]]/g, '')
        .replace(/\s*=\s*/g, '=')
        .trim()
        .split(/\s+/)
        .join(' ')}]`
    : control;

/** Throws when there is something in a rule that PAM does not know. */
export function checkRule(rule: PamRule): void {
  const { control } = rule;
  if (!control.startsWith('[')) {
    if (!simpleControls.has(control))
      refuse(`Rule control, ${control}, is not valid in rule ${writeRule(rule)}`);
    return;
  }
  for (const pair of control.slice(1, -1).split(' ')) {
    const [value, action] = [pair.replace(/=.*/, ''), pair.replace(/^[^=]*=?/, '')];
    if (!controlValues.has(value))
      refuse(`Rule control value, ${value}, is not valid in rule ${writeRule(rule)}`);
    if (!controlActions.has(action) && !/^\d+$/.test(action))
      refuse(`Rule control action, ${action}, is not valid in rule ${writeRule(rule)}`);
  }
}

function readLine(line: string): ServiceLine | undefined {
  if (/^\s*(#|@include|$)/.test(line)) return line;
  const found = /^\s*(-?(?:auth|account|session|password))\s+(\[[^\]]*\]|\S+)\s+(\S+)\s*(.*)$/.exec(line);
  if (found === null) return undefined;
  const [, type, control, modulePath, args] = found;
  return { type: type!, control: plainControl(control!), modulePath: modulePath!, args: wordsOf([args!]) };
}

const writeRule = ({ type, control, modulePath, args }: PamRule): string =>
  [`${type.padEnd(10)} ${control}`, modulePath, ...args].join(' ');

function refuse(message: string): never {
  throw new TsplayError({ code: 'bad-pam-rule', message });
}

const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const simpleControls = wordSet('required requisite sufficient optional include substack definitive');
const controlActions = wordSet('ignore bad die ok done reset');
const controlValues = wordSet(
  'success open_err symbol_err service_err system_err buf_err perm_denied auth_err cred_insufficient ' +
    'authinfo_unavail user_unknown maxtries new_authtok_reqd acct_expired session_err cred_unavail cred_expired ' +
    'cred_err no_module_data conv_err authtok_err authtok_recover_err authtok_recovery_err authtok_lock_busy ' +
    'authtok_disable_aging try_again ignore abort authtok_expired module_unknown bad_item conv_again incomplete default',
);
