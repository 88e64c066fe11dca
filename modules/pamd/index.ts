import {
  defineModule,
  editFile,
  failure,
  makeResult,
  type Edited,
  type Result,
} from '../../lib/module/index.js';
import { bool, choice, int, list, path, text } from '../../lib/schema/index.js';
import { editRules, type Wanted } from './edit-rules.js';
import { checkRule, readService, wordsOf, writeService } from './service-file.js';

const types = [
  ...['account', '-account', 'auth', '-auth', 'password', '-password', 'session', '-session'],
] as const;

export const module = defineModule({
  name: 'pamd',
  collection: 'community.general',
  summary: 'Changes rules of a PAM service',
  examples: `
- name: No message of the day from PAM
  community.general.pamd:
    name: sshd
    type: session
    control: optional
    module_path: pam_motd.so
    state: absent`,
  notes: [
    'A file that changes is written anew with single blanks between the words of its rules, as by Ansible, but without a line that says when.',
  ],
  args: {
    name: text({ doc: 'The service: its file in `path`', required: true }),
    type: choice(types, { doc: 'Type of the rules that are meant', required: true }),
    control: text({ doc: 'Their control, such as required or [success=1 default=ignore]', required: true }),
    module_path: text({ doc: 'Their module', required: true }),
    new_type: choice(types, { doc: 'With updated, before and after: another type' }),
    new_control: text({ doc: 'With updated, before and after: another control' }),
    new_module_path: text({ doc: 'With updated, before and after: another module' }),
    module_arguments: list(text({}), { doc: 'Arguments of the module; an empty one for none' }),
    state: choice(['absent', 'after', 'args_absent', 'args_present', 'before', 'updated'], {
      doc: 'before and after: a new rule beside it; args_present: these arguments among others',
      fallback: 'updated',
    }),
    path: path({ doc: 'Directory of the services', fallback: '/etc/pam.d' }),
    backup: bool({ doc: 'Keep the old file when it changes', fallback: false }),
  },
  rules: [
    { kind: 'required_if', name: 'state', is: 'args_present', names: ['module_arguments'] },
    { kind: 'required_if', name: 'state', is: 'args_absent', names: ['module_arguments'] },
    ...(['before', 'after'] as const).map((is) => ({
      ...({ kind: 'required_if', name: 'state', is } as const),
      names: ['new_control', 'new_type', 'new_module_path'],
    })),
  ],
  returns: {
    change_count: int({ doc: 'Rules that are new, gone or changed' }),
    backupdest: text({ doc: 'The old file, if it was kept' }),
  },
  async run(args, ctx): Promise<Result> {
    const file = `${args.path.replace(/\/+$/, '')}/${args.name}`;
    if (args.state === 'args_present' && wordsOf(args.module_arguments!).some((word) => word.startsWith('[')))
      return failure(
        'an argument in brackets cannot be added with state=args_present; state=updated sets all',
      );
    const result = await editFile(
      {
        path: file,
        create: false,
        backup: args.backup,
        whenAbsent: () =>
          failure(
            `Unable to open/read PAM module file ${file} with error [Errno 2] No such file or directory: '${file}'.`,
          ),
        edit: (before) => edit(before, file, args),
      },
      ctx,
    );
    if (result.get('failed') === true) return result;
    const { changed, change_count = 0, backup_file = '', diff } = Object.fromEntries(result);
    return makeResult({ changed, change_count, backupdest: backup_file, diff });
  },
});

function edit(before: string, file: string, wanted: Wanted): Edited {
  const { lines, count } = editRules(readService(before, file), wanted);
  for (const line of lines) if (typeof line !== 'string') checkRule(line);
  return { text: count === 0 ? before : writeService(lines), msg: '', more: { change_count: count } };
}
