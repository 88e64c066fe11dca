import {
  contentDiff,
  defineModule,
  editFile,
  failure,
  fileArgs,
  fileReturns,
  makeResult,
  type Edited,
  type Result,
} from '../../lib/module/index.js';
import { bool, choice, path, text } from '../../lib/schema/index.js';
import { ensureKey, keyProblem } from './ensure-key.js';

export const module = defineModule({
  name: 'known_hosts',
  summary: 'Keeps the ssh host keys of a known_hosts file',
  examples: `
- name: Know a host
  ansible.builtin.known_hosts:
    name: git.example.org
    key: '{{ git_host_key }}'
`,
  tellsDiff: true,
  args: {
    name: text({
      doc: 'The host, as it is in the key (a port as [host]:port)',
      required: true,
      aliases: ['host'],
    }),
    key: text({ doc: 'A line of known_hosts: names, type, key; needed for state=present' }),
    path: path({ doc: 'The file', fallback: '~/.ssh/known_hosts' }),
    hash_host: bool({ doc: 'Write the name as a hash', fallback: false }),
    state: choice(['absent', 'present'], { doc: 'Should the key be there?', fallback: 'present' }),
    ...fileArgs,
  },
  returns: {
    name: text({ doc: 'The host' }),
    key: text({ doc: 'The key' }),
    state: text({ doc: 'As asked' }),
  },
  async run(args, ctx): Promise<Result> {
    const name = args.name.toLowerCase();
    const { key, state } = args;
    if (state === 'present' && key === undefined) return failure('No key specified when adding a host');
    if (name.includes(','))
      return failure(
        'Comma separated list of names is not supported. Please pass a single name to lookup in the known_hosts file.',
      );
    const problem = key === undefined ? undefined : keyProblem(key, name);
    if (problem !== undefined) return failure(problem);
    let texts = { before: '', after: '', from: args.path };
    const edit = (before: string, isNew: boolean): Edited => {
      const text = ensureKey(before, { name, key, state, hash: args.hash_host });
      texts = { before, after: text, from: isNew ? '/dev/null' : args.path };
      return { text, msg: '' };
    };
    const whenAbsent = (): Result => {
      texts = { ...texts, from: '/dev/null' };
      return makeResult({ changed: false });
    };
    const result = await editFile(
      { ...args, create: state === 'present', makesParents: false, tellsFile: true, whenAbsent, edit },
      ctx,
    );
    if (result.get('failed') === true) return result;
    const diff = contentDiff(args.path, texts.before, texts.after).set('before_header', texts.from);
    const file = [...result].filter(([name]) => name in fileReturns);
    return makeResult({
      name,
      key: key ?? null,
      state,
      ...Object.fromEntries(file),
      changed: result.get('changed') ?? false,
      path: args.path,
      hash_host: args.hash_host,
      diff,
    });
  },
});
