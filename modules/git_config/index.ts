import {
  bytesOfData,
  defineModule,
  failure,
  failureOf,
  resultOf,
  scriptBeside,
} from '../../lib/module/index.js';
import { textOf } from '../../lib/remote/bytes.js';
import { bool, choice, dict, int, path, text } from '../../lib/schema/index.js';

const returns = {
  config_value: text({ doc: 'The value, when none was given' }),
  config_values: dict({ doc: 'All of them, with list_all' }),
  rc: int({ doc: 'Exit code of git' }),
};

export const module = defineModule({
  name: 'git_config',
  collection: 'community.general',
  summary: 'Reads and sets options of git',
  examples: `
- name: The name of commits
  community.general.git_config:
    name: user.name
    value: Deploy
    scope: global
`,
  args: {
    name: text({ doc: 'The option (user.name)' }),
    value: text({ doc: 'What it should be; without it, the option is read' }),
    state: choice(['absent', 'present'], { doc: 'absent removes the option', fallback: 'present' }),
    scope: choice(['file', 'global', 'local', 'system'], { doc: 'Whose options; needed to set one' }),
    repo: path({ doc: 'The repository, for scope local' }),
    file: path({ doc: 'The file, for scope file' }),
    list_all: bool({ doc: 'Return all options', fallback: false }),
  },
  rules: [{ kind: 'mutually_exclusive', names: ['list_all', 'name'] }],
  returns,
  script: scriptBeside(import.meta.url, 'git_config.sh'),
  prepare(args) {
    if (!args.list_all && args.name === undefined)
      return failure('one of the following is required: name, list_all');
    if (args.scope === 'local' && args.repo === undefined)
      return failure('scope is local but the following are missing: repo');
    if (args.scope === 'file' && args.file === undefined)
      return failure('scope is file but the following are missing: file');
    if (args.name?.startsWith('-')) return failure(`'${args.name}' is not an option of git`);
    const sets = args.value !== undefined || args.state === 'absent';
    const scope = args.scope ?? (sets && !args.list_all ? 'system' : undefined);
    return scope === undefined ? {} : { scope };
  },
  finish(reply) {
    const result = resultOf(reply, returns);
    const listed = bytesOfData(reply, 'listed');
    if (failureOf(reply) !== undefined) return result;
    if (listed === undefined) return result.has('msg') ? result : result.set('msg', '');
    result.delete('listed');
    const lines = textOf(listed)
      .split('\0')
      .filter((line) => line !== '');
    const pairs = lines.map((line): [string, string] => [
      line.split('\n')[0]!,
      line.split('\n').slice(1).join('\n'),
    ]);
    result.set('config_values', new Map(pairs));
    return result.set('msg', '');
  },
});
