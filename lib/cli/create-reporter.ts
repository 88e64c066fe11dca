import { loadConfig, type Config } from '../config/index.js';
import { TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import {
  createAnsibleReporter,
  createJsonlReporter,
  createMinimalReporter,
  createOnelineReporter,
  createTerminalReporter,
  type Reporter,
  type ReporterOptions,
} from '../report/index.js';
import type { Terminal } from './command-line.js';
import { verbosityOf } from './options/engine-options.js';

export interface OutputFlags {
  readonly verbose: number;
  readonly json?: boolean;
  readonly output?: string;
  readonly color?: boolean;
}

const makers: Readonly<Record<string, (options: ReporterOptions) => Reporter>> = {
  tsplay: createTerminalReporter,
  ansible: createAnsibleReporter,
  minimal: createMinimalReporter,
  oneline: createOnelineReporter,
  jsonl: createJsonlReporter,
};

/** The names that `--output` takes. */
export const outputs = Object.keys(makers);

/** stdout_callback's names for them. */
const callbacks: Readonly<Record<string, string>> = { default: 'ansible', 'ansible.posix.json': 'json' };

export function createReporter(
  flags: OutputFlags & { readonly check?: boolean },
  terminal: Terminal,
  config: Config = loadConfig(),
): Reporter {
  const name = flags.json ? 'jsonl' : (flags.output ?? fromConfig(config));
  const color =
    flags.color !== false &&
    !config.bool('ANSIBLE_NOCOLOR') &&
    (Boolean(terminal.stdout.isTTY) ||
      config.bool('ANSIBLE_FORCE_COLOR') ||
      Boolean(process.env['FORCE_COLOR']));
  return makers[name]!({
    output: terminal.stdout,
    errors: terminal.stderr,
    config,
    color,
    verbosity: verbosityOf(flags, config),
  });
}

// tsplay's own output stays unless another one is asked for
function fromConfig(config: Config): string {
  if (!config.isSet('DEFAULT_STDOUT_CALLBACK')) return 'tsplay';
  const asked = config.text('DEFAULT_STDOUT_CALLBACK') ?? 'default';
  const name =
    callbacks[asked] ?? callbacks[asked.replace(/^ansible\.builtin\./, '')] ?? asked.replace(/^.*\./, '');
  if (outputs.includes(name)) return name;
  throw new TsplayError({
    code: 'unknown-output',
    message: `there is no output '${asked}' (stdout_callback)`,
    hint: didYouMean(name, outputs) ?? `there are ${outputs.join(', ')}`,
  });
}
