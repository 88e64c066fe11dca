import {
  defineModule,
  editFile,
  failure,
  fileArgs,
  makeResult,
  type Edited,
  type Result,
} from '../../lib/module/index.js';
import { bool, choice, list, path, text } from '../../lib/schema/index.js';
import { ensureOption } from './ensure-option.js';

export const module = defineModule({
  name: 'ini_file',
  collection: 'community.general',
  summary: 'Keeps one option of a file with [sections]',
  examples: `
- name: An option in a section
  community.general.ini_file:
    path: /etc/app.ini
    section: server
    option: port
    value: '8080'
`,
  args: {
    path: path({ doc: 'The file', required: true, aliases: ['dest'] }),
    section: text({ doc: 'The section; without it, the options before the first one' }),
    option: text({ doc: 'The option; without it, the whole section' }),
    value: text({ doc: 'What it should be' }),
    values: list(text({}), { doc: 'Several lines of the same option' }),
    state: choice(['absent', 'present'], { doc: 'Should it be there?', fallback: 'present' }),
    exclusive: bool({ doc: 'Other lines of this option go', fallback: true }),
    no_extra_spaces: bool({ doc: 'No blanks around =', fallback: false }),
    allow_no_value: bool({ doc: 'An option without = and value', fallback: false }),
    create: bool({ doc: 'Make the file when it is not there', fallback: true }),
    backup: bool({ doc: 'Keep the old file beside the new one', fallback: false }),
    ...fileArgs,
  },
  rules: [{ kind: 'mutually_exclusive', names: ['value', 'values'] }],
  returns: { msg: text({ doc: 'What was done' }), path: text({ doc: 'The file' }) },
  async run(args, ctx): Promise<Result> {
    const values = args.values ?? (args.value === undefined ? [] : [args.value]);
    if (args.state === 'present' && values.length === 0 && !args.allow_no_value)
      return failure("Parameter 'value(s)' must be defined if state=present and allow_no_value=False.");
    const wanted = {
      ...args,
      values: [...new Set(values)],
      section: args.section === '' ? undefined : args.section,
    };
    const whenAbsent = (file: string): Result =>
      args.state === 'absent' && args.create
        ? makeResult({ changed: false, msg: 'OK' })
        : failure(`Destination ${file} does not exist!`, { rc: 257 });
    let msg = 'OK';
    const edit = (before: string): Edited => {
      const ensured = ensureOption(before, wanted);
      ({ msg } = ensured);
      return ensured;
    };
    const create = args.create && args.state === 'present';
    const diffTitle = `${args.path} (content)`;
    const result = await editFile({ ...args, create, whenAbsent, edit, tellsFile: true, diffTitle }, ctx);
    if (result.get('failed') === true) return result;
    // of owner and mode nothing is said
    return result.set('path', args.path).set('msg', msg);
  },
});
