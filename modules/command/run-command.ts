import type { Value } from '../../lib/core/value.js';
import { sharedShell, scriptBeside, type ModuleContext, type Result } from '../../lib/module/index.js';
import { bytesOf } from '../../lib/remote/bytes.js';
import { pythonText } from '../../lib/schema/index.js';
import { commandResult } from './command-result.js';

const script = scriptBeside(import.meta.url, 'command.sh', 'creates');

export interface CommandCall {
  /** The words to run. */
  readonly argv: readonly string[];
  /** How the result shows it. */
  readonly cmd: Value;
  readonly isShell: boolean;
  /** A `$NAME` or a `~` in a word is looked up. */
  readonly expands?: boolean;
  /** A shell that is not there is told as a program that is not there. */
  readonly tellsMissing?: boolean;
  readonly chdir?: string | undefined;
  readonly creates?: string | undefined;
  readonly removes?: string | undefined;
  readonly stdin?: Value | undefined;
  readonly stdin_add_newline?: boolean;
  readonly strip_empty_ends?: boolean;
}

/** Runs a command at the host: one trip, two when its standard input is large. */
export async function runCommand(call: CommandCall, ctx: ModuleContext): Promise<Result> {
  const expand = call.expands === true && call.argv.some((word) => /^~|\$/.test(word));
  const paths = [call.chdir, call.creates, call.removes];
  const expandsPath = paths.some((each) => each !== undefined && /^~|\$/.test(each));
  const shell =
    expand || expandsPath
      ? `${sharedShell('expand-path')}\nfor name in chdir creates removes; do eval "[ -z \\"\\\${$name-}\\" ] || expand_path $name"; done\n`
      : '';
  const params = {
    argv: call.argv,
    expand,
    tells_missing: !call.isShell || call.tellsMissing === true,
    chdir: call.chdir,
    creates: call.creates,
    removes: call.removes,
    ...(await stdinParams(call, ctx)),
  };
  const program = isPlain(call) && !expand ? call.argv : undefined;
  const reply = await ctx.call(shell + script.text(), params, { last: true, program });
  return commandResult(reply, { ...call, check: ctx.check });
}

/** Nothing has to be looked at or set up first, and a shell that is not there is no missing command. */
const isPlain = ({ argv, isShell, chdir, creates, removes, stdin }: CommandCall): boolean =>
  [chdir, creates, removes].every((each) => !each) && stdin == null && (!isShell || argv[0] === '/bin/sh');

async function stdinParams(
  call: CommandCall,
  ctx: ModuleContext,
): Promise<Record<string, string | undefined>> {
  if (call.stdin === undefined || call.stdin === null)
    return { stdin_text: undefined, stdin_staged: undefined };
  const text = pythonText(call.stdin) + (call.stdin_add_newline === false ? '' : '\n');
  if (text.length < 100_000 && !text.includes('\0')) return { stdin_text: text, stdin_staged: undefined };
  return { stdin_text: undefined, stdin_staged: await ctx.session.stage(bytesOf(text)) };
}
