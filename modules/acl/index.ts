import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, list, path, text } from '../../lib/schema/index.js';

const returns = {
  acl: list(text({}), { doc: 'What getfacl tells' }),
  msg: text({ doc: 'What was done' }),
};

export const module = defineModule({
  name: 'acl',
  collection: 'ansible.posix',
  summary: 'Gives and takes access by access control lists (setfacl)',
  examples: `
- name: Somebody more may read the log
  acl:
    path: /var/log/app.log
    entity: joe
    etype: user
    permissions: r
    state: present`,
  notes: ['Needs `getfacl` and `setfacl` at the host (package acl).'],
  args: {
    path: path({ doc: 'The file or directory', required: true, aliases: ['name'] }),
    state: choice(['absent', 'present', 'query'], { doc: 'query only looks', fallback: 'query' }),
    entity: text({ doc: 'The user or group', fallback: '' }),
    etype: choice(['group', 'mask', 'other', 'user'], { doc: 'What entity is' }),
    permissions: text({ doc: 'Some of r, w, x and X' }),
    entry: text({ doc: 'All at once, as setfacl has it: [default:]user:joe:rw' }),
    default: bool({ doc: 'For what will be made in the directory', fallback: false }),
    follow: bool({ doc: 'Work on what a link points to', fallback: true }),
    recursive: bool({ doc: 'Everything below too', fallback: false, aliases: ['recurse'] }),
    recalculate_mask: choice(['default', 'mask', 'no_mask'], {
      doc: 'Is the mask made anew from the entries?',
      fallback: 'default',
    }),
    use_nfsv4_acls: bool({ doc: 'NFSv4 lists are not supported: true is refused', fallback: false }),
  },
  rules: [
    { kind: 'mutually_exclusive', names: ['entry', 'etype'] },
    { kind: 'mutually_exclusive', names: ['entry', 'permissions'] },
  ],
  returns,
  script: scriptBeside(import.meta.url, 'acl.sh'),
  prepare(args) {
    if (args.use_nfsv4_acls) throw refused('use_nfsv4_acls is not supported: only POSIX lists are');
    if (args.recursive && args.state === 'query')
      throw refused("'recursive' MUST NOT be set when 'state=query'.");
    const entry = args.entry === undefined ? entryOfParts(args) : splitEntry(args.entry, args.state);
    const isDefault = args.default || entry.isDefault;
    const of = [entry.etype, entry.entity].join(':');
    return {
      acl_entry: `${of}${args.state === 'present' ? `:${entry.permissions}` : ''}`,
      is_default: isDefault,
      is_query: args.state === 'query',
    };
  },
  finish(reply) {
    const result = resultOf(reply, returns);
    if (result.get('failed') !== true && !result.has('acl')) result.set('acl', []);
    return result;
  },
});

interface Entry {
  readonly etype: string;
  readonly entity: string;
  readonly permissions: string;
  readonly isDefault: boolean;
}

interface Parts {
  readonly state: string;
  readonly entity: string;
  readonly etype: string | undefined;
  readonly permissions: string | undefined;
}

function entryOfParts({ state, entity, etype, permissions }: Parts): Entry {
  if (state === 'query') return { etype: '', entity: '', permissions: '', isDefault: false };
  if (etype === undefined) throw refused("'etype' or 'entry' MUST be set");
  if (state === 'present' && !permissions) throw refused("'permissions' MUST be set when 'state=present'");
  return { etype, entity, permissions: permissionsOf(permissions ?? ''), isDefault: false };
}

function splitEntry(written: string, state: string): Entry {
  const words = written.split(':');
  const isDefault = /^d(efault)?$/.test(words[0] ?? '');
  const [kind = '', entity = '', permissions] = isDefault ? words.slice(1) : words;
  const etype = { u: 'user', g: 'group', o: 'other', m: 'mask' }[kind] ?? kind;
  if (!['user', 'group', 'other', 'mask'].includes(etype))
    throw refused(`'${written}' is not an entry like user:joe:rw`);
  if (state === 'present' && permissions === undefined)
    throw refused(`'${written}' has no permissions: user:joe:rw`);
  return { etype, entity, permissions: permissionsOf(permissions ?? ''), isDefault };
}

function permissionsOf(words: string): string {
  if (!/^[rwxX-]*$/.test(words)) throw refused(`'${words}' is not made of r, w, x and X`);
  return words;
}

const refused = (message: string): TsplayError => new TsplayError({ code: 'bad-acl', message });
