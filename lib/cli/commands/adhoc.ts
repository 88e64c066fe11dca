import { Option } from 'commander';
import type { Config } from '../../config/index.js';
import { TsplayError } from '../../core/problem.js';
import type { Inventory } from '../../inventory/inventory.js';
import { matchHosts } from '../../inventory/match-hosts.js';
import { createTreeReporter } from '../../report/index.js';
import { adhocPlaybook } from '../../run/adhoc-playbook.js';
import type { PlaybookText, RunOptions } from '../../run/options.js';
import { openInventory } from '../../run/open-inventory.js';
import { refuseMissing } from '../../run/refuse-missing.js';
import { run } from '../../run.js';
import type { Terminal } from '../command-line.js';
import type { Declare } from '../commands.js';
import { adhocOutput, createReporter, outputs } from '../create-reporter.js';
import { engineOptions } from '../options/engine-options.js';
import { addOptions, wholeNumberText, type Flags } from '../options/options.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { eventWithoutPlace } from '../without-place.js';

interface AdhocFlags extends Flags {
  readonly moduleName?: string;
  readonly args?: string;
  readonly background?: string;
  readonly poll?: string;
  readonly taskTimeout?: string;
  readonly listHosts?: boolean;
  readonly oneLine?: boolean;
  readonly tree?: string;
  readonly output?: string;
}

export const declareAdhoc: Declare = (command, terminal, exit) => {
  command
    .argument('<pattern>', 'the hosts')
    .option('-m, --module-name <name>', 'the module; by default module_name of ansible.cfg, or command')
    .option('-a, --args <args>', 'its arguments: key=value, free text or a JSON dictionary');
  addOptions(command, ['inventory', 'limit', 'extraVars', 'check', 'diff', 'forks']);
  command
    .option('--list-hosts', 'only show the hosts')
    .option('-o, --one-line', "print each host's answer in one line")
    .option('-t, --tree <directory>', "write each host's answer to a file of its name there")
    .option('-B, --background <seconds>', 'run in the background, for this long at most', wholeNumberText())
    .option('-P, --poll <seconds>', 'ask a task in the background this often (15)', wholeNumberText())
    .option('--task-timeout <seconds>', 'seconds the task may take', wholeNumberText());
  addOptions(command, ['playbookDir', 'connection', 'become', 'vault', 'modulePath']);
  command.addOption(
    new Option('--output <form>', 'how to print').choices(outputs).default(undefined, 'minimal'),
  );
  addOptions(command, ['verbose', 'color']);
  command.action(async (pattern: string, flags: AdhocFlags) => {
    const engine = await engineOptions(flags);
    const playbook = flags.listHosts ? undefined : playbookOf(pattern, flags, terminal, engine.config);
    if (!playbook && !flags.listHosts) return exit(5);
    const inventory = await openInventory(engine);
    const hosts = hostsOf(inventory, pattern, flags, terminal);
    refuseMissing(inventory, engine.config, hosts.length === 0);
    if (flags.listHosts) terminal.stdout.write([`  hosts (${hosts.length}):`, ...hosts, ''].join('\n'));
    else if (hosts.length === 0) terminal.stderr.write('[WARNING]: No hosts matched, nothing to do\n');
    else exit(await runTask({ ...engine, inventory, playbooks: [playbook!] }, flags, terminal));
  });
};

function playbookOf(
  pattern: string,
  flags: AdhocFlags,
  terminal: Terminal,
  config: Config | undefined,
): PlaybookText | undefined {
  const playbookDir = flags.playbookDir ?? config?.text('PLAYBOOK_DIR');
  try {
    return adhocPlaybook({
      pattern,
      module: flags.moduleName ?? config?.text('DEFAULT_MODULE_NAME') ?? 'command',
      args: flags.args ?? config?.text('DEFAULT_MODULE_ARGS') ?? '',
      background: Number(flags.background ?? 0),
      poll: Number(flags.poll ?? 15),
      timeout: Number(flags.taskTimeout ?? 0),
      ...(playbookDir === undefined ? {} : { playbookDir }),
    });
  } catch (error) {
    if (!(error instanceof TsplayError)) throw error;
    terminal.stderr.write(`ERROR! ${error.message}\n`);
    return undefined;
  }
}

function hostsOf(inventory: Inventory, pattern: string, { limit }: AdhocFlags, terminal: Terminal): string[] {
  const { hosts, problems } = matchHosts(inventory, pattern, { limit });
  for (const { message } of hosts.length === 0 ? problems : [])
    terminal.stderr.write(`[WARNING]: ${message}\n`);
  return hosts.map(({ name }) => `    ${name}`);
}

async function runTask(options: RunOptions, flags: AdhocFlags, terminal: Terminal): Promise<number> {
  const reporter = createReporter(
    { ...flags, ...adhocOutput(flags.oneLine ? 'oneline' : flags.output, options.config) },
    terminal,
  );
  const tree = flags.tree === undefined ? undefined : createTreeReporter(flags.tree);
  const stop = stopOnSignals();
  try {
    const report = await run({
      ...options,
      signal: stop.signal,
      stopNow: stop.now,
      version: terminal.version,
      onEvent: (event) => {
        tree?.onEvent(event);
        reporter.onEvent(eventWithoutPlace(event));
      },
    });
    return stop.exitCode ?? report.exitCode;
  } finally {
    reporter.close();
    stop.dispose();
  }
}
