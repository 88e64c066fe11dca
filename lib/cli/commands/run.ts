import { loadConfig, type Config } from '../../config/index.js';
import { formatProblem } from '../../core/problem.js';
import { createChromeTrace } from '../../report/chrome-trace.js';
import { exitCodeOfMistakes } from '../../run/bad-playbooks.js';
import { fileOfPlaybook } from '../../run/file-of-playbook.js';
import type { RunOptions } from '../../run/options.js';
import { run } from '../../run.js';
import { askBeforeTask } from '../ask-before-task.js';
import { stopAsking } from '../ask.js';
import type { Terminal } from '../command-line.js';
import type { Declare } from '../commands.js';
import { answersAsAnsible, createReporter, outputs, wantsArguments } from '../create-reporter.js';
import { playbookListText } from '../playbook-list-text.js';
import { addRunFlags, type RunFlags } from '../run-flags.js';
import { engineOptions, verbosityOf } from '../options/engine-options.js';
import { stopOnSignals } from '../stop-on-signals.js';

export const declareRun: Declare = (command, terminal, exit) => {
  addRunFlags(command, outputs).action(async (playbooks: string[], flags: RunFlags) => {
    const config = loadConfig();
    try {
      mention(config, flags, terminal);
      const options = await runOptions(playbooks, flags, config);
      const lists = flags.listHosts || flags.listTasks || flags.listTags || flags.syntaxCheck;
      exit(
        lists ? await list(options, flags, config, terminal) : await runAll(options, flags, config, terminal),
      );
    } finally {
      stopAsking();
    }
  });
};

function mention(config: Config, flags: RunFlags, terminal: Terminal): void {
  for (const text of config.warnings) terminal.stderr.write(`[WARNING]: ${text}\n`);
  const ignored = config.ignored();
  // up to -v, the output of a callback is what scripts compare
  const isTold = !answersAsAnsible(flags, config) || verbosityOf(flags, config) > 1;
  if (isTold && ignored.length > 0)
    terminal.stderr.write(`Settings without a meaning here: ${ignored.join(', ')}\n`);
}

async function runOptions(
  playbooks: readonly string[],
  flags: RunFlags,
  config: Config,
): Promise<RunOptions> {
  return {
    ...(await engineOptions(flags, config)),
    playbooks,
    tags: tagsOf(flags.tags, config.list('TAGS_RUN')),
    skipTags: tagsOf(flags.skipTags, config.list('TAGS_SKIP')),
    phase: flags.phase,
    tellArguments: wantsArguments(flags, config),
    exitCodes: answersAsAnsible(flags, config) ? 'ansible' : 'tsplay',
    ...(flags.startAtTask === undefined ? {} : { startAtTask: flags.startAtTask }),
    ...(flags.forceHandlers ? { forceHandlers: true } : {}),
    ...(flags.flushCache ? { flushCache: true } : {}),
  };
}

const tagsOf = (given: readonly string[], otherwise: readonly string[]): string[] =>
  (given.length > 0 ? given : otherwise).flatMap((tags) => tags.split(',')).map((tag) => tag.trim());

async function runAll(
  options: RunOptions,
  flags: RunFlags,
  config: Config,
  terminal: Terminal,
): Promise<number> {
  const reporter = createReporter(flags, terminal, config);
  const stop = stopOnSignals();
  const trace = flags.profile === undefined ? undefined : createChromeTrace(flags.profile);
  try {
    const report = await run({
      ...options,
      ...(trace ? { onSpan: trace.onSpan } : {}),
      ...(flags.step ? { step: askBeforeTask(terminal) } : {}),
      signal: stop.signal,
      stopNow: stop.now,
      version: terminal.version,
      onEvent: reporter.onEvent,
    });
    return stop.exitCode ?? report.exitCode;
  } finally {
    reporter.close();
    trace?.close();
    stop.dispose();
  }
}

/** `--list-…` and `--syntax-check`, with the exit codes of ansible-playbook. */
async function list(
  options: RunOptions,
  flags: RunFlags,
  config: Config,
  terminal: Terminal,
): Promise<number> {
  const reporter = createReporter({ ...flags, output: 'ansible' }, terminal, config);
  const { listPlaybooks } = await import('../../list-playbooks.js');
  const { plays, problems } = await listPlaybooks({ ...options, onEvent: reporter.onEvent });
  const errors = problems.filter(({ severity }) => severity !== 'warning');
  for (const problem of errors) terminal.stderr.write(`ERROR! ${formatProblem(problem)}\n`);
  if (errors.length > 0) return exitCodeOfMistakes(errors);
  for (const playbook of options.playbooks.map(fileOfPlaybook)) {
    const own = plays.filter((play) => play.playbook === playbook);
    terminal.stdout.write(playbookListText(playbook, own, flags));
  }
  return 0;
}
