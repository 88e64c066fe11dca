import { promises as fs } from 'node:fs';
import {
  defineModule,
  failure,
  makeResult,
  skipped,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import { path, pythonText, text } from '../../lib/schema/index.js';
import { commandReturns } from '../command/args.js';
import { runCommand } from '../command/run-command.js';
import { wordsOf } from '../command/words-of.js';

export const module = defineModule({
  name: 'script',
  summary: 'Runs a script of the controller at the host',
  freeForm: 'cmd',
  refusesAsync: true,
  examples: `
- name: A script of the controller, once
  script: files/setup.sh --all
  args:
    creates: /etc/app/ready`,
  args: {
    cmd: text({ doc: 'Path of the script on the controller, and its arguments' }),
    chdir: path({ doc: 'Directory to run in' }),
    creates: path({ doc: 'Do nothing when a file matches this path or glob' }),
    removes: path({ doc: 'Do nothing unless a file matches this path or glob' }),
    executable: path({ doc: 'What runs it; by default the script itself' }),
    decrypt: text({ doc: 'Decrypt a vaulted script', fallback: 'true' }),
  },
  returns: commandReturns,
  async run(args, ctx) {
    const split = wordsOf(args.cmd ?? '');
    if (split instanceof Map) return split;
    const runner = wordsOf(args.executable ?? '');
    if (runner instanceof Map) return runner;
    const [name, ...words] = split;
    if (name === undefined) return failure('no script given', { rc: 256 });
    const content = ctx.unvault(await fs.readFile(ctx.findFile('files', name)));
    const file = await ctx.session.stage(content, { signal: ctx.signal });
    return await runStaged([...runner, file, ...words], file, args, ctx);
  },
});

interface ScriptArgs {
  readonly chdir: string | undefined;
  readonly creates: string | undefined;
  readonly removes: string | undefined;
}

// the script deletes nothing and keeps its own exit code; the staged file goes when it is done
async function runStaged(
  command: readonly string[],
  file: string,
  args: ScriptArgs,
  ctx: ModuleContext,
): Promise<Result> {
  const start = 'chmod 700 "$0" || exit; "$@"; code=$?; rm -f "$0"; exit $code';
  const argv = ['/bin/sh', '-c', start, file, ...command];
  const result = await runCommand({ ...args, argv, cmd: null, isShell: true, strip_empty_ends: false }, ctx);
  const passedOver = notDone(result, args);
  if (passedOver) return passedOver;
  for (const key of ['cmd', 'start', 'end', 'delta']) result.delete(key);
  if (result.get('failed') !== true) result.delete('msg');
  return result;
}

// unlike a command, a script that `creates` or `removes` keeps from running is skipped
function notDone(result: Result, args: ScriptArgs): Result | undefined {
  if (result.get('start') !== null) return undefined;
  if (result.get('changed') === true) return makeResult({ changed: true });
  if (result.get('skipped') === true) return skipped('Check mode is not supported for this task.');
  const isThere = pythonText(result.get('stdout') ?? '').endsWith(' exists');
  return skipped(
    isThere
      ? `${args.creates} exists, matching creates option`
      : `${args.removes} does not exist, matching removes option`,
  );
}
