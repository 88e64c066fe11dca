import {
  dataOf,
  defineModule,
  failure,
  failureOf,
  linesOf,
  makeResult,
  scriptBeside,
} from '../../lib/module/index.js';
import type { Dict } from '../../lib/core/value.js';
import { quoteWord } from '../../lib/remote/quote-word.js';
import { dict, int, path, pythonText, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'make',
  collection: 'community.general',
  summary: 'Runs targets of a Makefile that are not up to date',
  examples: `
- name: Build what is new
  make:
    chdir: /usr/local/src/tool
    target: all
    jobs: 4`,
  args: {
    chdir: path({ doc: 'The directory to run in', required: true }),
    target: text({ doc: 'The target; the first one by default' }),
    file: path({ doc: 'The Makefile' }),
    make: path({ doc: 'The program; gmake or make by default' }),
    params: dict({ doc: 'Variables of make; one without a value is set alone' }),
    jobs: int({ doc: 'How many at once' }),
  },
  returns: {
    chdir: text({ doc: 'As asked' }),
    command: text({ doc: 'The command line' }),
    file: text({ doc: 'As asked' }),
    jobs: int({ doc: 'As asked' }),
    params: dict({ doc: 'As asked' }),
    target: text({ doc: 'As asked' }),
    stdout: text({ doc: 'What make said' }),
    stderr: text({ doc: 'What make said on standard error' }),
  },
  script: scriptBeside(import.meta.url, 'make.sh', 'collect'),
  prepare: (args) => ({ words: wordsOf(args, args.target === undefined ? [] : [args.target]) }),
  finish(reply, args) {
    const msg = failureOf(reply);
    const shown = (key: string): string => {
      const said = dataOf(reply, key) ?? '';
      return msg === undefined ? said.trimEnd() : said;
    };
    const more = {
      target: args.target ?? null,
      params: args.params ?? null,
      chdir: args.chdir,
      file: args.file ?? null,
      jobs: args.jobs ?? null,
      // the real module names an empty target when none is asked for
      command: commandOf(dataOf(reply, 'program'), wordsOf(args, [args.target ?? ''])),
      stdout: shown('stdout'),
      stdout_lines: linesOf(shown('stdout')),
      stderr: shown('stderr'),
      stderr_lines: linesOf(shown('stderr')),
    };
    if (msg !== undefined)
      return failure(msg, { ...more, cmd: more.command, rc: Number(dataOf(reply, 'rc') ?? 1) });
    return makeResult({ changed: reply.frames.some((frame) => frame.kind === 'change'), ...more });
  },
});

interface Options {
  readonly jobs: number | undefined;
  readonly file: string | undefined;
  readonly params: Dict | undefined;
}

const wordsOf = ({ jobs, file, params }: Options, targets: readonly string[]): string[] => [
  ...(jobs === undefined ? [] : ['-j', String(jobs)]),
  ...(file === undefined ? [] : ['-f', file]),
  ...targets,
  ...[...(params ?? [])].map(([name, value]) =>
    value === null ? pythonText(name) : `${pythonText(name)}=${pythonText(value)}`,
  ),
];

const commandOf = (program: string | undefined, words: readonly string[]): string | undefined =>
  program === undefined ? undefined : [program, ...words].map(quoteWord).join(' ');
