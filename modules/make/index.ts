import {
  dataOf,
  defineModule,
  failure,
  failureOf,
  linesOf,
  makeResult,
  scriptBeside,
} from '../../lib/module/index.js';
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
  script: scriptBeside(import.meta.url, 'make.sh'),
  prepare: (args) => ({
    words: [
      ...(args.jobs === undefined ? [] : ['-j', String(args.jobs)]),
      ...(args.file === undefined ? [] : ['-f', args.file]),
      ...(args.target === undefined ? [] : [args.target]),
      ...[...(args.params ?? [])].map(([name, value]) =>
        value === null ? pythonText(name) : `${pythonText(name)}=${pythonText(value)}`,
      ),
    ],
  }),
  finish(reply, args) {
    const msg = failureOf(reply);
    const said = (key: string): string => dataOf(reply, key) ?? '';
    const more = {
      target: args.target ?? null,
      params: args.params ?? null,
      chdir: args.chdir,
      file: args.file ?? null,
      jobs: args.jobs ?? null,
      command: dataOf(reply, 'command'),
      stdout: said('stdout').trimEnd(),
      stdout_lines: linesOf(said('stdout').trimEnd()),
      stderr: said('stderr').trimEnd(),
      stderr_lines: linesOf(said('stderr').trimEnd()),
    };
    if (msg !== undefined) return failure(msg, { ...more, rc: Number(dataOf(reply, 'rc') ?? 1) });
    return makeResult({ changed: reply.frames.some((frame) => frame.kind === 'change'), ...more });
  },
});
