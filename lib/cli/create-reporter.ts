import { loadConfig, type Config } from '../config/index.js';
import { TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import {
  createAnsibleReporter,
  createJsonlReporter,
  createJsonReporter,
  createJunitFile,
  createJunitReporter,
  createMinimalReporter,
  createOnelineReporter,
  createTerminalReporter,
  createTreeReporter,
  type Reporter,
  type ReporterOptions,
} from '../report/index.js';
import type { Terminal } from './command-line.js';
import { logTo } from './log-to.js';
import { verbosityOf } from './options/engine-options.js';
import { politely } from './terminal-turn.js';

export interface OutputFlags {
  readonly verbose: number;
  readonly json?: boolean;
  readonly output?: string;
  /** Without those that `callbacks_enabled` adds. */
  readonly onlyOutput?: boolean;
  readonly color?: boolean;
}

const makers: Readonly<Record<string, (options: ReporterOptions) => Reporter>> = {
  tsplay: createTerminalReporter,
  ansible: createAnsibleReporter,
  minimal: createMinimalReporter,
  oneline: createOnelineReporter,
  json: createJsonReporter,
  jsonl: createJsonlReporter,
  junit: createJunitReporter,
};

/** The names that `--output` takes. */
export const outputs = Object.keys(makers);

/** Outputs of Ansible's that people configure and that are not here: the default one tells the same. */
const strangers = new Set(
  'actionable counter_enabled debug dense diy full_skip null selective skippy stderr unixy yaml'.split(' '),
);

export function createReporter(
  flags: OutputFlags & { readonly check?: boolean },
  terminal: Terminal,
  config: Config = loadConfig(),
): Reporter {
  const color =
    flags.color !== false &&
    !config.bool('ANSIBLE_NOCOLOR') &&
    (Boolean(terminal.stdout.isTTY) ||
      config.bool('ANSIBLE_FORCE_COLOR') ||
      Boolean(process.env['FORCE_COLOR']));
  const log = config.text('DEFAULT_LOG_PATH');
  const { output, errors } = log === undefined ? streamsOf(terminal) : logTo(log, streamsOf(terminal));
  const name = outputName(flags, config, (text) => errors.write(`[WARNING]: ${text}\n`));
  const main = makers[name]!({ output, errors, config, color, verbosity: verbosityOf(flags, config) });
  return flags.onlyOutput ? main : [main, ...further(name, config)].reduce(both);
}

/** Outputs of ansible.cfg are those of playbooks, unless `bin_ansible_callbacks` wants them for single tasks too. */
export function adhocOutput(
  asked: string | undefined,
  config: Config = loadConfig(),
): Pick<OutputFlags, 'output' | 'onlyOutput'> {
  const isConfigured = config.bool('DEFAULT_LOAD_CALLBACK_PLUGINS');
  const isOther =
    config.isSet('DEFAULT_STDOUT_CALLBACK') && config.text('DEFAULT_STDOUT_CALLBACK') !== 'default';
  if (isConfigured && asked === undefined && isOther) return {};
  return { output: asked ?? 'minimal', onlyOutput: !isConfigured };
}

const streamsOf = ({ stdout, stderr }: Terminal): Required<Pick<ReporterOptions, 'output' | 'errors'>> => ({
  output: politely(stdout),
  errors: politely(stderr),
});

/** Is the output, and so the exit code, one that scripts written for Ansible read? */
export const answersAsAnsible = (flags: OutputFlags, config: Config): boolean =>
  !['tsplay', 'jsonl'].includes(outputName(flags, config));

/** JUnit's test cases are named by the arguments of tasks too. */
export const wantsArguments = (flags: OutputFlags, config: Config): boolean =>
  outputName(flags, config) === 'junit' || writesJunit(config);

function further(name: string, config: Config): Reporter[] {
  const tree = config.text('tree.directory');
  return [
    ...(name !== 'junit' && writesJunit(config) ? [createJunitFile(config)] : []),
    ...(isEnabled('tree', config) && tree !== undefined ? [createTreeReporter(tree)] : []),
  ];
}

const isEnabled = (output: string, config: Config): boolean =>
  config.list('CALLBACKS_ENABLED').some((name) => plainName(name) === output);

const writesJunit = (config: Config): boolean => isEnabled('junit', config);

const both = (one: Reporter, other: Reporter): Reporter => ({
  onEvent: (event) => {
    one.onEvent(event);
    other.onEvent(event);
  },
  close: () => {
    one.close();
    other.close();
  },
});

// tsplay's own output stays unless another one is asked for
function outputName(flags: OutputFlags, config: Config, warn?: (text: string) => void): string {
  if (flags.json) return 'jsonl';
  if (flags.output !== undefined) return flags.output;
  if (!config.isSet('DEFAULT_STDOUT_CALLBACK')) return 'tsplay';
  const asked = config.text('DEFAULT_STDOUT_CALLBACK') ?? 'default';
  const name = plainName(asked);
  if (name === 'default') return 'ansible';
  if (outputs.includes(name)) return name;
  if (strangers.has(name)) {
    warn?.(`there is no output '${asked}' (stdout_callback) here; this is the default one`);
    return 'ansible';
  }
  throw new TsplayError({
    code: 'unknown-output',
    message: `there is no output '${asked}' (stdout_callback)`,
    hint: didYouMean(name, outputs) ?? `there are ${outputs.join(', ')}`,
  });
}

const plainName = (name: string): string =>
  name.replace(/^(ansible\.(builtin|posix)|community\.general)\./, '');
