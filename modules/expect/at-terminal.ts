import { scriptBeside, type ModuleContext } from '../../lib/module/index.js';
import { bytesOf } from '../../lib/remote/bytes.js';
import { ConnectionLost } from '../../lib/remote/connection-lost.js';
import { exportLines } from '../../lib/remote/export-lines.js';
import { quote } from '../../lib/remote/quote.js';
import type { Channel } from '../../lib/remote/transport.js';

export interface TerminalCommand {
  readonly argv: readonly string[];
  readonly chdir: string | undefined;
  /** Does the terminal show what is typed? */
  readonly echo: boolean;
}

const script = scriptBeside(import.meta.url, 'at-terminal.sh');

/**
 * Runs a command at a terminal of its own at the host, for as long as `talk` talks to it: nothing of it stays behind.
 * @returns what `talk` gave, and the command's exit code, undefined when it had to be ended
 */
export async function atTerminal<T>(
  command: TerminalCommand,
  ctx: ModuleContext,
  talk: (channel: Channel) => Promise<T>,
): Promise<{ readonly said: T; readonly code: number | undefined }> {
  // in a file: everyone at the host could read an argument, and the environment may hold secrets
  const leader = await ctx.session.stage(Buffer.alloc(0));
  const program = await ctx.session.stage(bytesOf(programText(command, leader, ctx.environment)));
  const channel = await ctx.session.start(`. ${quote(program)}`);
  const code = listenForCode(channel);
  let said: T;
  try {
    said = await talk(channel);
  } finally {
    channel.stdin.end();
    await channel.exit;
  }
  const exit = await channel.exit;
  if (exit.reason !== undefined) throw new ConnectionLost('call', exit.reason);
  return { said, code: code() };
}

/** The code is the last line of standard error; its end of what is typed lets the streams come to theirs. */
function listenForCode({ stdin, stderr }: Channel): () => number | undefined {
  let told = '';
  const code = (): number | undefined => {
    const found = /\n(\d+)\n$/.exec(told)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString('latin1');
    if (code() !== undefined) stdin.end();
  });
  stderr.resume();
  return code;
}

function programText(
  { argv, chdir, echo }: TerminalCommand,
  leader: string,
  environment: Readonly<Record<string, string>>,
): string {
  // pexpect's terminals have this size
  const atTerminal = [
    'printf %s "$$" >"$TS_LEADER"',
    'if [ -n "$TS_SHELL" ]; then SHELL=$TS_SHELL; else unset SHELL; fi',
    'unset TS_SHELL TS_LEADER',
    `stty ${echo ? 'echo' : '-echo'} rows 24 cols 80`,
    `exec ${argv.map(quote).join(' ')}`,
  ].join('; ');
  return [
    ...exportLines(environment),
    `chdir=${quote(chdir ?? '')} leader=${quote(leader)} at_terminal=${quote(atTerminal)}`,
    script.text(),
  ].join('\n');
}
