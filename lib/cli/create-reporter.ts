import {
  createAnsibleReporter,
  createJsonlReporter,
  createTerminalReporter,
  type Reporter,
  type ReporterOptions,
} from '../report/index.js';
import type { Terminal } from './command-line.js';

const makers: Readonly<Record<string, (options: ReporterOptions) => Reporter>> = {
  tsplay: createTerminalReporter,
  ansible: createAnsibleReporter,
  json: createJsonlReporter,
};

/** The names that `--output` takes. */
export const outputs = Object.keys(makers);

export function createReporter(
  flags: {
    readonly json?: boolean;
    readonly output: string;
    readonly color?: boolean;
    readonly verbose: number;
  },
  terminal: Terminal,
): Reporter {
  const make = makers[flags.json ? 'json' : flags.output]!;
  const color =
    flags.color !== false &&
    (Boolean(terminal.stdout.isTTY) || Boolean(process.env['FORCE_COLOR'])) &&
    !process.env['NO_COLOR'];
  return make({ output: terminal.stdout, color, verbosity: flags.verbose });
}
