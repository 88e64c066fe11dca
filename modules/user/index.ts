import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, float, int, list, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'user',
  summary: 'Manages users',
  examples: `
- name: Somebody who may use sudo
  user:
    name: deploy
    shell: /bin/bash
    groups: [sudo]
    append: true`,
  args: {
    name: text({ doc: 'The user', required: true, aliases: ['user'] }),
    state: choice(['absent', 'present'], { doc: 'Should it be there?', fallback: 'present' }),
    uid: int({ doc: 'Its number' }),
    uid_min: int({ doc: 'Smallest number a new user gets' }),
    uid_max: int({ doc: 'Greatest number a new user gets' }),
    non_unique: bool({ doc: 'The number may be that of another user', fallback: false }),
    group: text({ doc: 'Its own group, by name or number' }),
    groups: list(text({}), { doc: 'Other groups it is in; an empty text: none' }),
    append: bool({ doc: 'Only add to `groups`, never take it out of others', fallback: false }),
    comment: text({ doc: 'Its full name' }),
    home: path({ doc: 'Its home directory' }),
    create_home: bool({
      doc: 'Make the home directory when there is none',
      fallback: true,
      aliases: ['createhome'],
    }),
    move_home: bool({ doc: 'Move what is in the old home directory', fallback: false }),
    skeleton: text({ doc: 'What a new home directory is copied from' }),
    shell: path({ doc: 'Its login shell' }),
    system: bool({ doc: 'A user of the system: a low number', fallback: false }),
    password: text({ doc: 'Its password as crypt(3) hashes it', secret: true }),
    update_password: choice(['always', 'on_create'], { doc: 'When the password is set', fallback: 'always' }),
    password_lock: bool({ doc: 'Should the password not work?' }),
    password_expire_max: int({ doc: 'Days a password may be used' }),
    password_expire_min: int({ doc: 'Days a password must be used' }),
    password_expire_warn: int({ doc: 'Days before its end at which a warning comes' }),
    password_expire_account_disable: int({ doc: 'Days after its end at which the account is closed' }),
    expires: float({ doc: 'When the account ends, seconds since the epoch; negative: never' }),
    remove: bool({ doc: 'With state=absent: its files too', fallback: false }),
    force: bool({ doc: 'With state=absent: although it is logged in', fallback: false }),
    local: bool({ doc: 'Look only into /etc/passwd', fallback: false }),
    umask: text({ doc: 'umask of a new home directory' }),
    generate_ssh_key: bool({ doc: 'Make an ssh key that is not there', fallback: false }),
    ssh_key_type: text({ doc: 'Kind of the key', fallback: 'rsa' }),
    ssh_key_bits: int({ doc: 'Size of the key' }),
    ssh_key_file: path({ doc: 'Where; below the home directory unless absolute' }),
    ssh_key_comment: text({ doc: 'Comment of the key', fallback: 'ansible-generated on $HOSTNAME' }),
    ssh_key_passphrase: text({ doc: 'Passphrase of the key', secret: true }),
    seuser: text({ doc: 'SELinux user; only where SELinux is on' }),
    login_class: text({ doc: 'Not on Linux' }),
    authorization: text({ doc: 'Not on Linux' }),
    profile: text({ doc: 'Not on Linux' }),
    role: text({ doc: 'Not on Linux' }),
    hidden: bool({ doc: 'Not on Linux' }),
  },
  rules: [{ kind: 'required_if', name: 'non_unique', is: true, names: ['uid'] }],
  returns: {
    name: text({ doc: 'The user' }),
    state: text({ doc: 'absent or present' }),
    uid: int({ doc: 'Its number' }),
    group: int({ doc: 'Number of its group' }),
    groups: text({ doc: 'Other groups' }),
    append: bool({ doc: 'As asked' }),
    move_home: bool({ doc: 'As asked' }),
    create_home: bool({ doc: 'As asked' }),
    system: bool({ doc: 'As asked, of a new user' }),
    force: bool({ doc: 'As asked' }),
    remove: bool({ doc: 'As asked' }),
    comment: text({ doc: 'Full name' }),
    home: text({ doc: 'Home directory' }),
    shell: text({ doc: 'Login shell' }),
    ssh_key_file: text({ doc: 'Private key' }),
    ssh_public_key: text({ doc: 'Public key' }),
    ssh_fingerprint: text({ doc: 'Fingerprint of the key' }),
  },
  script: scriptBeside(import.meta.url, 'user.sh', 'refuse-link'),
  prepare(args, ctx) {
    if (args.password !== undefined && !looksHashed(args.password)) {
      ctx.warn(`the password of ${args.name} does not look hashed; 'user' wants it as crypt(3) makes it`);
    }
    if (args.append && args.groups === undefined) {
      ctx.warn("'append' is set, but no 'groups' are specified. Use 'groups' for appending new groups.");
    }
    if (args.local && args.umask !== undefined)
      throw new TsplayError({ code: 'bad-arguments', message: "'umask' can not be used with 'local'" });
    const day =
      args.expires === undefined ? undefined : args.expires < 0 ? -1 : Math.floor(args.expires / 86400);
    return {
      groups: (args.groups ?? []).map((group) => group.trim()).filter((group) => group !== ''),
      set_groups: args.groups !== undefined,
      expires: undefined,
      expire_day: day === undefined ? '' : String(day),
      expire_date: day === undefined || day < 0 ? '' : new Date(day * 86_400_000).toISOString().slice(0, 10),
    };
  },
});

const unusable = new Set(['', '*', '!', '*************']);
const digits = new Map([
  ['1', 22],
  ['5', 43],
  ['6', 86],
]);

/** Could crypt(3) have made it: `$ID$…$DIGEST` with as many characters as its kind has? */
function looksHashed(password: string): boolean {
  if (unusable.has(password)) return true;
  const [, id, ...rest] = password.split('$');
  const digest = rest.at(-1);
  if (/[:*!]/.test(password) || digest === undefined || !/^[a-zA-Z0-9./=]*$/.test(digest)) return false;
  return digest.length === (digits.get(id!) ?? digest.length);
}
