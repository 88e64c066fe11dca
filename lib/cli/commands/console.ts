import { createInterface, type Interface } from 'node:readline';
import { modules } from '../../../modules/index.js';
import { formatProblem, TsplayError } from '../../core/problem.js';
import type { Inventory } from '../../inventory/inventory.js';
import { matchHosts } from '../../inventory/match-hosts.js';
import { adhocPlaybook } from '../../run/adhoc-playbook.js';
import { openInventory } from '../../run/open-inventory.js';
import { run } from '../../run.js';
import type { RunOptions } from '../../run/options.js';
import type { Terminal } from '../command-line.js';
import type { Declare } from '../commands.js';
import { createReporter } from '../create-reporter.js';
import { engineOptions } from '../options/engine-options.js';
import { addOptions, type Flags } from '../options/options.js';

interface State {
  pattern: string;
  options: Omit<RunOptions, 'playbooks'>;
  readonly inventory: Inventory;
}

type Word = (state: State, rest: string, terminal: Terminal) => void;

export const declareConsole: Declare = (command, terminal, exit) => {
  command.argument('[pattern]', 'the hosts', 'all');
  addOptions(command, ['inventory', 'limit', 'extraVars', 'check', 'diff', 'forks']);
  addOptions(command, ['playbookDir', 'connection', 'become', 'vault', 'modulePath', 'verbose']);
  command.action(async (pattern: string, flags: Flags) => {
    const options = await engineOptions(flags);
    const inventory = await openInventory(options);
    await converse({ pattern, options: { ...options, inventory }, inventory }, terminal);
    exit(0);
  });
};

async function converse(state: State, terminal: Terminal): Promise<void> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stdin.isTTY ? terminal.stdout : undefined,
    completer: (line: string) => complete(state, line),
    terminal: process.stdin.isTTY,
  });
  prompt(lines, state);
  for await (const line of lines) {
    if (['exit', 'quit', 'EOF'].includes(line.trim())) break;
    await obey(state, line.trim(), terminal);
    prompt(lines, state);
  }
  lines.close();
}

function prompt(lines: Interface, state: State): void {
  if (!process.stdin.isTTY) return;
  const { user, become } = state.options.connection ?? {};
  const count = hostsOf(state).length;
  lines.setPrompt(
    `${typeof user === 'string' ? user : (process.env['USER'] ?? 'root')}@${state.pattern} (${count})${become ? '# ' : '$ '}`,
  );
  lines.prompt();
}

/** A line is a word of the console, a module with arguments, or (behind `!` or else) a command for the shell. */
async function obey(state: State, line: string, terminal: Terminal): Promise<void> {
  if (line === '' || line.startsWith('#')) return;
  const [, first, rest] = /^(\S+)\s*([^]*)$/.exec(line)!;
  const word = words[first!];
  if (word) return word(state, rest!, terminal);
  const isModule = !line.startsWith('!') && Object.hasOwn(modules, first!.replace(/^ansible\.builtin\./, ''));
  const [module, args] = isModule ? [first!, rest!] : ['shell', line.replace(/^!\s*/, '')];
  await runTask(state, module, args, terminal);
}

async function runTask(state: State, module: string, args: string, terminal: Terminal): Promise<void> {
  const reporter = createReporter({ output: 'minimal', verbose: state.options.verbosity ?? 0 }, terminal);
  try {
    const playbook = adhocPlaybook({ pattern: state.pattern, module, args });
    await run({
      ...state.options,
      playbooks: [playbook],
      version: terminal.version,
      onEvent: reporter.onEvent,
    });
  } catch (error) {
    if (!(error instanceof TsplayError)) throw error;
    for (const problem of error.problems) terminal.stderr.write(`ERROR! ${formatProblem(problem)}\n`);
  } finally {
    reporter.close();
  }
}

const isOn = (text: string): boolean => /^(yes|true|on|1|y|t)$/i.test(text.trim());

const words: Readonly<Record<string, Word>> = {
  cd: (state, rest, terminal) => {
    const pattern = rest === '' || rest === '/' || rest === '*' ? 'all' : rest;
    if (hostsOf({ ...state, pattern }).length > 0) state.pattern = pattern;
    else terminal.stderr.write(`no host matched ${pattern}\n`);
  },
  list: (state, rest, terminal) => {
    const names = rest === 'groups' ? [...state.inventory.groups.keys()] : hostsOf(state);
    terminal.stdout.write(names.map((name) => `${name}\n`).join(''));
  },
  forks: (state, rest) => set(state, { forks: Math.max(1, Number(rest) || 1) }),
  verbosity: (state, rest) => set(state, { verbosity: Number(rest) || 0 }),
  check: (state, rest) => set(state, { check: isOn(rest) }),
  diff: (state, rest) => set(state, { diff: isOn(rest) }),
  become: (state, rest) => connect(state, { become: isOn(rest) }),
  become_user: (state, rest) => connect(state, { becomeUser: rest }),
  become_method: (state, rest) => connect(state, { becomeMethod: rest }),
  remote_user: (state, rest) => connect(state, { user: rest }),
  timeout: (state, rest) => connect(state, { timeout: rest }),
  help: (_state, _rest, terminal) => {
    const known = Object.keys(words).join(', ');
    terminal.stdout.write(
      `${known}, exit\nMODULE ARGS runs a module, anything else (or !COMMAND) a shell command.\n`,
    );
  },
};

function set(state: State, options: Partial<RunOptions>): void {
  state.options = { ...state.options, ...options };
}

const connect = (state: State, connection: NonNullable<RunOptions['connection']>): void =>
  set(state, { connection: { ...state.options.connection, ...connection } });

const hostsOf = ({ inventory, pattern, options }: State): string[] =>
  matchHosts(inventory, pattern, { limit: options.limit }).hosts.map(({ name }) => name);

function complete(state: State, line: string): [string[], string] {
  const [, start = '', last = ''] = /^(.*\s)?(\S*)$/.exec(line) ?? [];
  const isPlace = /^cd\s/.test(start);
  const known = isPlace
    ? [...state.inventory.groups.keys(), ...state.inventory.hosts.keys()]
    : start === ''
      ? [...Object.keys(words), ...Object.keys(modules), 'exit']
      : [];
  return [known.filter((name) => name.startsWith(last)), last];
}
