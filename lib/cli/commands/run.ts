import { Option, type Command } from 'commander';
import { run } from '../../run.js';
import type { RunOptions } from '../../run/options.js';
import type { Declare } from '../commands.js';
import { engineOptions } from '../options/engine-options.js';
import { addOptions, type Flags } from '../options/options.js';
import { createReporter, outputs } from '../create-reporter.js';
import { askOnTerminal } from '../ask.js';
import { stopOnSignals } from '../stop-on-signals.js';

/** The options of `tsplay run` as commander gives them. */
interface RunFlags extends Flags {
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly phase: 'dev' | 'production';
  readonly image?: string;
  readonly startAtTask?: string;
  readonly step?: boolean;
  readonly forceHandlers?: boolean;
  readonly flushCache?: boolean;
  readonly json?: boolean;
  readonly output: string;
}

const collect = (value: string, all: readonly string[]): string[] => [...all, value];

export const declareRun: Declare = (command, terminal, exit) => {
  addRunOptions(command).action(async (playbooks: string[], flags: RunFlags) => {
    const reporter = createReporter(flags, terminal);
    const stop = stopOnSignals();
    try {
      const report = await run({
        ...(await runOptions(playbooks, flags)),
        signal: stop.signal,
        stopNow: stop.now,
        version: terminal.version,
        onEvent: reporter.onEvent,
      });
      exit(stop.exitCode ?? report.exitCode);
    } finally {
      reporter.close();
      stop.dispose();
    }
  });
};

function addRunOptions(command: Command): Command {
  addOptions(command.argument('<playbook...>', 'playbooks, run in order'), ['inventory', 'limit']);
  command
    .option('-t, --tags <tags>', 'only tasks with these tags', collect, [])
    .option('--skip-tags <tags>', 'not the tasks with these tags', collect, []);
  addOptions(command, ['extraVars']).addOption(
    new Option(
      '--phase <phase>',
      'dev: run on the live nodes; production: bake the same plays into their image',
    )
      .choices(['dev', 'production'])
      .default('dev'),
  );
  addOptions(command, ['check', 'diff', 'forks', 'connection', 'become', 'vault', 'modulePath']);
  command
    .option('--start-at-task <name>', 'skip everything before this task')
    .option('--step', 'ask before each task')
    .option('--force-handlers', 'run notified handlers of hosts that failed')
    .option('--flush-cache', 'forget cached facts')
    .option('--json', 'print the event stream, one JSON document a line (same as --output json)')
    .addOption(new Option('--output <form>', 'how to print').choices(outputs).default('tsplay'));
  return addOptions(command, ['verbose', 'color']);
}

async function runOptions(playbooks: readonly string[], flags: RunFlags): Promise<RunOptions> {
  return {
    ...(await engineOptions(flags)),
    playbooks,
    tags: flags.tags.flatMap((tags) => tags.split(',')),
    skipTags: flags.skipTags.flatMap((tags) => tags.split(',')),
    phase: flags.phase,
    ...(flags.startAtTask === undefined ? {} : { startAtTask: flags.startAtTask }),
    ...(flags.forceHandlers ? { forceHandlers: true } : {}),
    ...(flags.flushCache ? { flushCache: true } : {}),
    ...(flags.step ? { step: askStep } : {}),
  };
}

async function askStep(task: string): Promise<'yes' | 'no' | 'continue'> {
  const answer = (
    await askOnTerminal({ text: `Perform task: ${task} (N)o/(y)es/(c)ontinue: `, secret: false })
  ).toLowerCase();
  return answer.startsWith('y') ? 'yes' : answer.startsWith('c') ? 'continue' : 'no';
}
