import { Command, CommanderError } from 'commander';
import { formatProblem, TsplayError } from '../core/problem.js';
import { commands } from './commands.js';
import { spellOutFlags } from './spell-out-flags.js';

/** What a command needs of the process; tests give their own. */
export interface Terminal {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly version: string;
}

/** Runs one command line and answers its exit code. */
export async function runCommandLine(
  argv: readonly string[],
  version: string,
  { stdout, stderr }: Pick<Terminal, 'stdout' | 'stderr'> = process,
): Promise<number> {
  // whoever reads us may stop reading (`| head`); what was begun on hosts goes on all the same
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  const terminal: Terminal = { stdout, stderr, version };
  const chosen = argv.find((word) => !word.startsWith('-'));
  const program = new Command('tsplay')
    .description('Runs Ansible playbooks; builds golden images and PXE boots diskless nodes from them.')
    .version(`tsplay ${version}`, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .showHelpAfterError('(tsplay --help lists the commands)');
  let exitCode = 0;
  for (const entry of commands) {
    const command = program.command(entry.name).description(entry.summary).exitOverride();
    if (entry.name !== chosen && chosen !== 'help') continue;
    (await entry.load())(command, terminal, (code) => (exitCode = code));
  }
  try {
    const options = program.commands.find((command) => command.name() === chosen)?.options;
    await program.parseAsync(spellOutFlags(argv, options ?? []), { from: 'user' });
    return exitCode;
  } catch (error) {
    return codeOf(error, terminal);
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** A command line that cannot be understood: the exit code of Python's argparse. */
const usageError = 2;

function codeOf(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageError;
  if (error instanceof TsplayError) {
    for (const problem of error.problems) terminal.stderr.write(`${formatProblem(problem)}\n`);
    return error.problems.every(({ code }) => code === 'bad-usage') ? usageError : 1;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.stderr.write(
    `This is a bug in tsplay ${terminal.version}; please report it with these lines:\n${trace}\n`,
  );
  return 250;
}
