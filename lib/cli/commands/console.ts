import { formatProblem, TsplayError } from '../../core/problem.js';
import { createDocuments, type Documents } from '../../documents.js';
import { adhocPlaybook } from '../../run/adhoc-playbook.js';
import { openInventory } from '../../run/open-inventory.js';
import { run } from '../../run.js';
import { askBeforeTask } from '../ask-before-task.js';
import { stopAsking } from '../ask.js';
import type { Terminal } from '../command-line.js';
import type { Declare } from '../commands.js';
import { commandLines } from '../console/command-lines.js';
import { complete } from '../console/complete.js';
import { hostsOf, type State } from '../console/state.js';
import { help, words } from '../console/words.js';
import { adhocOutput, createReporter } from '../create-reporter.js';
import { engineOptions } from '../options/engine-options.js';
import { addOptions, wholeNumberText, type Flags } from '../options/options.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { eventWithoutPlace, withoutPlace } from '../without-place.js';

interface ConsoleFlags extends Flags {
  readonly taskTimeout?: string;
  readonly listHosts?: boolean;
  readonly step?: boolean;
}

export const declareConsole: Declare = (command, terminal, exit) => {
  command.argument('[pattern]', 'the hosts', 'all');
  addOptions(command, ['inventory', 'limit', 'extraVars', 'check', 'diff', 'forks']);
  command
    .option('--list-hosts', 'only show the hosts')
    .option('--step', 'ask before every task')
    .option('--task-timeout <seconds>', 'seconds a task may take', wholeNumberText());
  addOptions(command, ['playbookDir', 'connection', 'become', 'vault', 'modulePath', 'verbose', 'color']);
  command.action(async (pattern: string, flags: ConsoleFlags) => {
    const engine = await engineOptions(flags);
    const inventory = await openInventory(engine);
    const step = flags.step ? { step: askBeforeTask(terminal) } : {};
    const state: State = {
      pattern,
      inventory,
      taskTimeout: Number(flags.taskTimeout ?? 0),
      options: { ...engine, ...step, inventory },
    };
    if (flags.listHosts) obeyWord('list', '', state, terminal);
    else await converse(state, flags, terminal);
    stopAsking();
    exit(0);
  });
};

async function converse(state: State, flags: ConsoleFlags, terminal: Terminal): Promise<void> {
  const documents = createDocuments(state.options.libraryPath);
  const next = commandLines(terminal.stdout, (line) => complete(state, documents, line));
  for (let line = await next(promptOf(state)); line !== undefined; line = await next(promptOf(state))) {
    if (['exit', 'quit', 'EOF'].includes(line.trim())) return;
    await telling(terminal, () => obey(line.trim(), { state, flags, documents, terminal }));
  }
}

function promptOf(state: State): string {
  const { user, become } = state.options.connection ?? {};
  const name = typeof user === 'string' ? user : (process.env['USER'] ?? 'root');
  return `${name}@${state.pattern} (${hostsOf(state).length})${become ? '# ' : '$ '}`;
}

async function telling(terminal: Terminal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TsplayError)) throw error;
    for (const problem of error.problems)
      terminal.stderr.write(`ERROR! ${formatProblem(withoutPlace(problem))}\n`);
  }
}

interface Talk {
  readonly state: State;
  readonly flags: ConsoleFlags;
  readonly documents: Documents;
  readonly terminal: Terminal;
}

/** A line is a word of the console, a module with arguments, or (behind `!` or else) a command for the shell. */
async function obey(line: string, talk: Talk): Promise<void> {
  if (line === '' || line.startsWith('#')) return;
  if (line.startsWith('!')) return runTask('shell', line.slice(1).trim(), talk);
  const [, first, rest] = /^(\S+)\s*([^]*)$/.exec(line)!;
  if (first === 'help' || first === '?')
    return void talk.terminal.stdout.write(await help(rest!, talk.documents));
  if (Object.hasOwn(words, first!)) return obeyWord(first!, rest!, talk.state, talk.terminal);
  return talk.documents.has(first!) ? runTask(first!, rest!, talk) : runTask('shell', line, talk);
}

function obeyWord(name: string, rest: string, state: State, terminal: Terminal): void {
  const word = words[name]!;
  const wrong = rest === '' && !word.mayBeBare ? `wants ${word.takes}` : word.obey(state, rest, terminal);
  if (wrong) terminal.stderr.write(`ERROR! ${name}: ${wrong}\n`);
}

/** Ctrl-C ends the task, not the console. */
async function runTask(module: string, args: string, { state, flags, terminal }: Talk): Promise<void> {
  const { pattern, taskTimeout: timeout, options } = state;
  const playbookDir = flags.playbookDir ?? options.config?.text('PLAYBOOK_DIR');
  const playbook = adhocPlaybook({ pattern, module, args, timeout, ...(playbookDir && { playbookDir }) });
  const verbose = options.verbosity ?? 0;
  const reporter = createReporter(
    { ...flags, ...adhocOutput(undefined, options.config), verbose },
    terminal,
    options.config,
  );
  const stop = stopOnSignals();
  try {
    await run({
      ...options,
      playbooks: [playbook],
      version: terminal.version,
      signal: stop.signal,
      stopNow: stop.now,
      onEvent: (event) => reporter.onEvent(eventWithoutPlace(event)),
    });
  } finally {
    reporter.close();
    stop.dispose();
  }
}
