import type { Value } from '../../lib/core/value.js';
import {
  dataOf,
  defineModule,
  failure,
  failureOf,
  makeResult,
  scriptBeside,
  skipped,
  type Result,
} from '../../lib/module/index.js';
import { textOf } from '../../lib/remote/bytes.js';
import { bool, dict, int, orNull, path, raw, text } from '../../lib/schema/index.js';
import { timesOf } from '../command/times-of.js';
import { wordsOf } from '../command/words-of.js';
import { atTerminal } from './at-terminal.js';
import { converse } from './converse.js';
import { questionsOf } from './questions.js';

const look = scriptBeside(import.meta.url, 'look.sh', 'creates', 'expand-path');

export const module = defineModule({
  name: 'expect',
  summary: 'Runs a command and answers what it asks at its terminal',
  notes: [
    'Needs `script` of util-linux at the host (the package bsdutils in Debian), and no Python.',
    'Answers are secret: no output shows them.',
  ],
  examples: `
- name: A program that wants to hear yes
  ansible.builtin.expect:
    command: sh -c 'printf "Continue? "; read -r answer; [ "$answer" = yes ]'
    responses:
      (?i)continue: yes`,
  args: {
    command: text({ doc: 'The command line, split at spaces as a shell would', required: true }),
    responses: dict({
      doc: 'Regular expressions of questions, each with its answer, or with a list of answers that are given in turn',
      required: true,
      secret: true,
    }),
    timeout: orNull(int({ doc: 'Seconds to wait for each question; null is for ever', fallback: 30 })),
    echo: bool({ doc: 'Shows the terminal what is typed?', fallback: false }),
    chdir: path({ doc: 'Directory to run in' }),
    creates: path({ doc: 'Do nothing when this path is there' }),
    removes: path({ doc: 'Do nothing unless this path is there' }),
  },
  returns: {
    cmd: text({ doc: 'What ran' }),
    stdout: text({ doc: 'What the terminal showed' }),
    rc: raw({ doc: 'Exit code; null when the command was ended' }),
    start: text({ doc: 'When it started' }),
    end: text({ doc: 'When it ended' }),
    delta: text({ doc: 'How long it took' }),
  },
  refusesAsync: true,
  async run(args, ctx): Promise<Result> {
    if (ctx.check) return skipped('remote module (expect) does not support check mode');
    const questions = questionsOf(args.responses);
    if (args.command.trim() === '') return failure('no command given', { rc: 256 });
    const argv = wordsOf(args.command);
    if (argv instanceof Map) return argv;
    const { chdir, creates, removes } = args;
    const begun = await ctx.call(look.text(), { program: argv[0], chdir, creates, removes });
    const msg = failureOf(begun);
    if (msg !== undefined) return failure(msg);
    const kept = dataOf(begun, 'kept');
    if (kept !== undefined)
      return makeResult({ changed: false, cmd: args.command, stdout: `skipped, since ${kept}`, rc: 0 });
    const timeoutMs = args.timeout === null ? undefined : args.timeout * 1000;
    const { said, code } = await atTerminal(
      { argv, chdir: dataOf(begun, 'chdir'), echo: args.echo },
      ctx,
      (channel) => converse(channel, questions, { timeoutMs, signal: ctx.signal }),
    );
    if (said.problem !== undefined) return failure(said.problem);
    const ended = await ctx.call('data_time end', {}, { mode: 'apply' });
    const rc = said.ended === 'timeout' ? null : (code ?? null);
    return makeResult({
      changed: true,
      cmd: args.command,
      stdout: textOf(Buffer.from(said.shown, 'latin1')).replace(/[\r\n]+$/, ''),
      rc,
      ...timesOf({ ...ended, frames: [...begun.frames, ...ended.frames] }),
      ...problemOf(rc),
    });
  },
});

function problemOf(rc: number | null): Record<string, Value> {
  if (rc === 0) return {};
  return { failed: true, msg: rc === null ? 'command exceeded timeout' : 'non-zero return code' };
}
