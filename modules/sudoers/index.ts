import { defineModule, failure, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, list, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'sudoers',
  collection: 'community.general',
  summary: 'Keeps a rule of sudo in a file of its own',
  notes: [
    'The file has mode 0440 from the start, and takes its place only after visudo found no mistake in it.',
  ],
  examples: `
- name: The backup user may run its program as root
  community.general.sudoers:
    name: backup
    user: backup
    commands: /usr/local/bin/backup`,
  args: {
    name: text({ doc: 'Name of the file', required: true }),
    user: text({ doc: 'Who may' }),
    group: text({ doc: 'The group that may' }),
    commands: list(text({}), { doc: 'Whole paths of the commands, or ALL; needed for state=present' }),
    nopassword: bool({ doc: 'Without a password', fallback: true }),
    setenv: bool({ doc: 'The environment may be kept', fallback: false }),
    host: text({ doc: 'On which host', fallback: 'ALL' }),
    runas: text({ doc: 'As which user' }),
    state: choice(['absent', 'present'], { doc: 'Should the rule be there?', fallback: 'present' }),
    sudoers_path: path({ doc: 'The directory', fallback: '/etc/sudoers.d' }),
    validation: choice(['absent', 'detect', 'required'], {
      doc: 'Let visudo look at it: never, where there is one, or in any case',
      fallback: 'detect',
    }),
  },
  rules: [
    { kind: 'mutually_exclusive', names: ['user', 'group'] },
    { kind: 'required_if', name: 'state', is: 'present', names: ['commands'] },
  ],
  returns: {},
  script: scriptBeside(import.meta.url, 'sudoers.sh'),
  prepare(args) {
    if (!/^[^/\s]+$/.test(args.name) || args.name === '.' || args.name === '..')
      return failure(`'${args.name}' is not the name of a file`);
    if (args.state === 'absent') return { rule: '' };
    const who = args.user ?? (args.group === undefined ? undefined : `%${args.group}`);
    if (who === undefined) return failure('user or group is needed for state=present');
    const rule = ruleOf(who, args);
    if (/[\r\n]/.test(rule)) return failure('a rule of sudo is one line');
    return { rule: `${rule}\n` };
  },
});

interface Rule {
  readonly host: string;
  readonly runas: string | undefined;
  readonly nopassword: boolean;
  readonly setenv: boolean;
  readonly commands: readonly string[] | undefined;
}

function ruleOf(who: string, { host, runas, nopassword, setenv, commands = [] }: Rule): string {
  const as = runas === undefined ? '' : `(${runas})`;
  return `${who} ${host}=${as}${nopassword ? 'NOPASSWD:' : ''}${setenv ? 'SETENV:' : ''} ${commands.join(', ')}`;
}
