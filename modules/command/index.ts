import { defineModule, failure, type Result } from '../../lib/module/index.js';
import { list, text } from '../../lib/schema/index.js';
import { commandArgs, commandReturns, streamArgs } from './args.js';
import { runCommand } from './run-command.js';
import { splitWords } from './split-words.js';

export const module = defineModule({
  name: 'command',
  summary: 'Runs a command without a shell',
  freeForm: 'cmd',
  args: {
    cmd: text({ doc: 'The command line, split at spaces as a shell would; no pipes, no redirection' }),
    argv: list(text({}), { doc: 'The command as a list of words' }),
    ...commandArgs,
    ...streamArgs,
  },
  rules: [{ kind: 'mutually_exclusive', names: ['cmd', 'argv'] }],
  returns: commandReturns,
  async run(args, ctx): Promise<Result> {
    const argv = args.argv ?? wordsOf(args.cmd ?? '');
    if (typeof argv === 'string') return failure(argv, { rc: 256 });
    if (argv.length === 0) return failure('no command given', { rc: 256 });
    return await runCommand({ ...args, argv, cmd: [...argv], isShell: false }, ctx);
  },
});

function wordsOf(line: string): readonly string[] | string {
  try {
    return splitWords(line);
  } catch (cause) {
    return `cannot split the command line: ${(cause as Error).message}`;
  }
}
