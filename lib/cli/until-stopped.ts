import { formatProblem, TsplayError } from '../index.js';
import type { Terminal } from './command-line.js';
import { stopOnSignals } from './stop-on-signals.js';

/**
 * Work in the lab, which a signal may end. The exit code is the signal's then, and 2 when what was asked for was
 * tried and did not come about; bad input stays the command line's to tell.
 */
export async function untilStopped(
  terminal: Terminal,
  exit: (code: number) => void,
  work: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const stop = stopOnSignals();
  try {
    await work(stop.signal);
  } catch (error) {
    if (stop.exitCode === undefined && !cameToNothing(error)) throw error;
    if (stop.exitCode === undefined) exit(2);
    terminal.stderr.write(stop.exitCode === undefined ? `${textOf(error)}\n` : 'stopped\n');
  } finally {
    stop.dispose();
    if (stop.exitCode !== undefined) exit(stop.exitCode);
  }
}

const outcomes = new Set(['node-stuck', 'not-shown', 'play-failed', 'remote-command']);

const cameToNothing = (error: unknown): error is TsplayError =>
  error instanceof TsplayError && error.problems.every(({ code }) => outcomes.has(code));

const textOf = (error: unknown): string =>
  error instanceof TsplayError ? error.problems.map(formatProblem).join('\n') : String(error);
