import { Option, type Command } from 'commander';
import { run, type RunOptions } from '../../index.js';
import type { Declare } from '../commands.js';
import { readExtraVars } from '../extra-vars.js';
import { createReporter, outputs } from '../create-reporter.js';
import { askOnTerminal } from '../ask.js';
import { stopOnSignals } from '../stop-on-signals.js';

/** The options of `tsplay run` as commander gives them. */
interface RunFlags {
  readonly inventory: readonly string[];
  readonly limit?: string;
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly extraVars: readonly string[];
  readonly phase: 'dev' | 'production';
  readonly image?: string;
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly forks?: string;
  readonly user?: string;
  readonly connection?: string;
  readonly timeout?: string;
  readonly privateKey?: string;
  readonly sshCommonArgs?: string;
  readonly sshExtraArgs?: string;
  readonly become?: boolean;
  readonly becomeUser?: string;
  readonly becomeMethod?: string;
  readonly askPass?: boolean;
  readonly askBecomePass?: boolean;
  readonly startAtTask?: string;
  readonly step?: boolean;
  readonly forceHandlers?: boolean;
  readonly flushCache?: boolean;
  readonly verbose: number;
  readonly json?: boolean;
  readonly output: string;
  readonly color?: boolean;
}

const collect = (value: string, all: readonly string[]): string[] => [...all, value];
const count = (_: string, before: number): number => before + 1;

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
  return command
    .argument('<playbook...>', 'playbooks, run in order')
    .option(
      '-i, --inventory <path>',
      'inventory file, directory, executable or list `a,b,`; may be repeated',
      collect,
      [],
    )
    .option('-l, --limit <pattern>', 'only these hosts')
    .option('-t, --tags <tags>', 'only tasks with these tags', collect, [])
    .option('--skip-tags <tags>', 'not the tasks with these tags', collect, [])
    .option(
      '-e, --extra-vars <vars>',
      'variables: key=value, YAML, JSON or @file; may be repeated',
      collect,
      [],
    )
    .addOption(
      new Option(
        '--phase <phase>',
        'dev: run on the live nodes; production: bake the same plays into their image',
      )
        .choices(['dev', 'production'])
        .default('dev'),
    )
    .option('-C, --check', 'change nothing; say what would change')
    .option('-D, --diff', 'show what changes in files')
    .option('-f, --forks <number>', 'hosts that work at the same time')
    .option('-u, --user <name>', 'log in as this user')
    .option('-c, --connection <type>', 'ssh, local or chroot')
    .option('-T, --timeout <seconds>', 'limit for connecting')
    .option('--private-key, --key-file <file>', 'key to log in with')
    .option('--ssh-common-args <args>', 'arguments of ssh, such as -o ProxyJump=gateway')
    .option('--ssh-extra-args <args>', 'more of them')
    .option('-b, --become', 'run tasks as another user')
    .option('--become-user <name>', 'the user to become (root)')
    .option('--become-method <method>', 'sudo, su or doas')
    .option('-k, --ask-pass', 'ask for the password to log in with')
    .option('-K, --ask-become-pass', 'ask for the password of become')
    .option('--start-at-task <name>', 'skip everything before this task')
    .option('--step', 'ask before each task')
    .option('--force-handlers', 'run notified handlers of hosts that failed')
    .option('--flush-cache', 'forget cached facts')
    .option('-v, --verbose', 'say more; -vvv says most', count, 0)
    .option('--json', 'print the event stream, one JSON document a line (same as --output json)')
    .addOption(new Option('--output <form>', 'how to print').choices(outputs).default('tsplay'))
    .option('--no-color', 'no colours');
}

async function runOptions(playbooks: readonly string[], flags: RunFlags): Promise<RunOptions> {
  const verbosity = flags.verbose;
  return {
    playbooks,
    inventory: flags.inventory,
    tags: flags.tags.flatMap((tags) => tags.split(',')),
    skipTags: flags.skipTags.flatMap((tags) => tags.split(',')),
    extraVars: readExtraVars(flags.extraVars),
    phase: flags.phase,
    check: flags.check ?? false,
    diff: flags.diff ?? false,
    verbosity,
    connection: await connectionOptions(flags),
    ...(flags.limit === undefined ? {} : { limit: flags.limit }),
    ...(flags.forks === undefined ? {} : { forks: Number(flags.forks) }),
    ...(flags.startAtTask === undefined ? {} : { startAtTask: flags.startAtTask }),
    ...(flags.forceHandlers ? { forceHandlers: true } : {}),
    ...(flags.flushCache ? { flushCache: true } : {}),
    ...(process.stdin.isTTY ? { ask: askOnTerminal } : {}),
    ...(flags.step ? { step: askStep } : {}),
  };
}

async function connectionOptions(flags: RunFlags): Promise<NonNullable<RunOptions['connection']>> {
  const password = flags.askPass ? await askOnTerminal({ text: 'SSH password: ', secret: true }) : undefined;
  const becomePassword = flags.askBecomePass
    ? (await askOnTerminal({ text: 'BECOME password: ', secret: true })) || password
    : undefined;
  return {
    user: flags.user,
    connection: flags.connection,
    timeout: flags.timeout,
    privateKeyFile: flags.privateKey,
    sshCommonArgs: flags.sshCommonArgs,
    sshExtraArgs: flags.sshExtraArgs,
    become: flags.become,
    becomeUser: flags.becomeUser,
    becomeMethod: flags.becomeMethod,
    password,
    becomePassword,
  };
}

async function askStep(task: string): Promise<'yes' | 'no' | 'continue'> {
  const answer = (
    await askOnTerminal({ text: `Perform task: ${task} (N)o/(y)es/(c)ontinue: `, secret: false })
  ).toLowerCase();
  return answer.startsWith('y') ? 'yes' : answer.startsWith('c') ? 'continue' : 'no';
}
