import {
  defineModule,
  editFile,
  failure,
  fileArgs,
  makeResult,
  type Edited,
  type Result,
} from '../../lib/module/index.js';
import { bool, choice, path, text } from '../../lib/schema/index.js';
import { linesWithEnds } from '../lineinfile/lines-of.js';
import { hashPassword, isPassword } from './password-line.js';

export const module = defineModule({
  name: 'htpasswd',
  collection: 'community.general',
  summary: 'Keeps a user of a password file for basic authentication',
  examples: `
- name: A user of the web server
  community.general.htpasswd:
    path: /etc/nginx/passwords
    name: bob
    password: '{{ bobs_password }}'
    mode: '0640'
`,
  notes: ['The hash is made on the controller: the host needs no htpasswd, and never sees the password.'],
  args: {
    path: path({ doc: 'The file', required: true, aliases: ['dest', 'destfile'] }),
    name: text({ doc: 'The user', required: true, aliases: ['username'] }),
    password: text({ doc: 'Needed for state=present', secret: true }),
    crypt_scheme: choice(['apr_md5_crypt', 'bcrypt', 'ldap_sha1', 'md5_crypt', 'plaintext'], {
      doc: 'How the password is written',
      fallback: 'apr_md5_crypt',
    }),
    state: choice(['absent', 'present'], { doc: 'Should the user be there?', fallback: 'present' }),
    create: bool({ doc: 'Make the file when it is not there', fallback: true }),
    ...fileArgs,
  },
  returns: { msg: text({ doc: 'What was done' }) },
  async run(args, ctx): Promise<Result> {
    const { name, password, state } = args;
    if (/[:\r\n]/.test(name)) return failure(`'${name}' is not a user name: it holds a colon or a line end`);
    if (state === 'present' && password === undefined) return failure('password is needed for state=present');
    const edit = (before: string, isNew: boolean): Edited => {
      const lines = linesWithEnds(before);
      const at = lines.findIndex((line) => line.startsWith(`${name}:`));
      if (state === 'absent') return remove(lines, at, name);
      const old = at < 0 ? undefined : lines[at]!.trimEnd().slice(name.length + 1);
      if (old !== undefined && isPassword(password!, old, args.crypt_scheme))
        return { text: before, msg: `${name} already present` };
      const put = putLine(lines, at, `${name}:${hashPassword(password!, args.crypt_scheme)}\n`, name);
      if (!isNew) return put;
      return { ...put, msg: ctx.check ? `Create ${args.path}` : `Created ${args.path} and added ${name}` };
    };
    const whenAbsent = (file: string): Result =>
      state === 'absent'
        ? makeResult({ changed: false, msg: `${name} not present` })
        : failure(`Destination ${file} does not exist`);
    const result = await editFile(
      { ...args, create: args.create && state === 'present', whenAbsent, edit },
      ctx,
    );
    // the diff would show hashes
    result.delete('diff');
    return result;
  },
});

function remove(lines: string[], at: number, name: string): Edited {
  if (at < 0) return { text: lines.join(''), msg: `${name} not present` };
  lines.splice(at, 1);
  return { text: lines.join(''), msg: `Remove ${name}` };
}

function putLine(lines: string[], at: number, line: string, name: string): Edited {
  if (at >= 0) lines[at] = line;
  else if (lines.length > 0 && !lines.at(-1)!.endsWith('\n')) lines.push('\n', line);
  else lines.push(line);
  return { text: lines.join(''), msg: at >= 0 ? `Add/update ${name}` : `Add ${name}` };
}
