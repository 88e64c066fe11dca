import {
  defineModule,
  editFile,
  failure,
  fileArgs,
  type KeptLines,
  makeResult,
  type ModuleContext,
  type PlaceOptions,
  type Result,
} from '../../lib/module/index.js';
import { bool, choice, commandLine, int, path, text } from '../../lib/schema/index.js';
import { ensureLine, type Wanted } from './ensure-line.js';
import { removeLines } from './remove-lines.js';

export const module = defineModule({
  name: 'lineinfile',
  summary: 'Makes sure that a line is in a text file, or is not',
  examples: `
- name: root may not log in with a password
  lineinfile:
    path: /etc/ssh/sshd_config
    regexp: '^#?PermitRootLogin'
    line: PermitRootLogin prohibit-password
    validate: sshd -t -f %s`,
  args: {
    path: path({ doc: 'The file', required: true, aliases: ['dest', 'destfile', 'name'] }),
    state: choice(['absent', 'present'], { doc: 'Should the line be there?', fallback: 'present' }),
    line: text({ doc: 'The line', aliases: ['value'] }),
    regexp: text({
      doc: 'Pattern (Python) of the line to replace or remove; the last match counts',
      aliases: ['regex'],
    }),
    search_string: text({ doc: 'Text that is in the line to replace or remove' }),
    backrefs: bool({
      doc: 'Fill \\1 and friends in `line` from the match; without a match do nothing',
      fallback: false,
    }),
    insertafter: text({ doc: 'EOF, BOF or a pattern: where a new line goes (after the last match)' }),
    insertbefore: text({ doc: 'BOF or a pattern: where a new line goes (before the last match)' }),
    firstmatch: bool({ doc: 'The first match counts, not the last', fallback: false }),
    create: bool({ doc: 'Make the file when it is not there', fallback: false }),
    backup: bool({ doc: 'Keep the old file beside the new one', fallback: false }),
    validate: commandLine(
      text({ doc: 'Command that checks the new content before it is used; %s is the file' }),
    ),
    ...fileArgs,
  },
  rules: [
    { kind: 'mutually_exclusive', names: ['insertbefore', 'insertafter'] },
    { kind: 'mutually_exclusive', names: ['regexp', 'search_string'] },
  ],
  returns: {
    msg: text({ doc: 'What was done' }),
    backup: text({ doc: 'The old file' }),
    found: int({ doc: 'With state=absent: lines removed' }),
  },
  async run(args, ctx): Promise<Result> {
    const result = await keepLine(args, ctx);
    const warning = warningOfEmpty(args);
    return warning === undefined ? result : result.set('warnings', [warning]);
  },
});

type Args = PlaceOptions &
  Omit<Wanted, 'line'> & {
    readonly path: string;
    readonly create: boolean;
    readonly state: 'absent' | 'present';
    readonly line?: string | undefined;
  };

async function keepLine(args: Args, ctx: ModuleContext): Promise<Result> {
  if (args.backrefs && args.search_string !== undefined)
    return failure('parameters are mutually exclusive: backrefs|search_string');
  if (args.state === 'absent') {
    if (args.line === undefined && args.regexp === undefined && args.search_string === undefined) {
      return failure('one of line, search_string, or regexp is required with state=absent');
    }
    const whenAbsent = (): Result => makeResult({ changed: false, msg: 'file not present' });
    return await editFile(
      {
        ...args,
        create: false,
        tellsNoBackup: true,
        whenAbsent,
        edit: (before) => removeLines(before, args),
      },
      ctx,
    );
  }
  if (args.backrefs && args.regexp === undefined) return failure('regexp is required with backrefs=true');
  if (args.line === undefined) return failure('line is required with state=present');
  const wanted = { ...args, line: args.line };
  const whenAbsent = (file: string): Result => failure(`Destination ${file} does not exist !`, { rc: 257 });
  const directory_mode = '0755';
  const kept = isPlainLine(wanted) ? keptOf(wanted) : undefined;
  return await editFile(
    {
      ...args,
      directory_mode,
      tellsNoBackup: true,
      whenAbsent,
      kept,
      edit: (before) => ensureLine(before, wanted),
    },
    ctx,
  );
}

/** No pattern decides: where the line is, there is nothing to do. */
const isPlainLine = ({ line, regexp, search_string, insertafter, insertbefore }: Wanted): boolean =>
  regexp === undefined &&
  search_string === undefined &&
  !/[\r\n]/.test(line) &&
  [insertafter, insertbefore].every((place) => place === undefined || place === 'EOF' || place === 'BOF');

const keptOf = ({ line, backrefs, insertafter, insertbefore }: Wanted): KeptLines => ({
  text: line,
  marks: [line, line],
  appends: !backrefs && insertafter !== 'BOF' && insertbefore !== 'BOF',
});

interface Searched {
  readonly regexp?: string | undefined;
  readonly search_string?: string | undefined;
}

function warningOfEmpty({ regexp, search_string }: Searched): string | undefined {
  if (regexp !== '' && search_string !== '') return undefined;
  const what = regexp === '' ? 'regular expression' : 'search string';
  const matches = `The ${what} is an empty string, which will match every line in the file. This may have unintended consequences, such as replacing the last line in the file rather than appending.`;
  return regexp === ''
    ? `${matches} If this is desired, use '^' to match every line in the file and avoid this warning.`
    : matches;
}
