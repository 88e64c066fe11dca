import { Command, Option } from 'commander';
import { existsSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadConfig } from '../../config/index.js';
import { formatProblem, TsplayError } from '../../core/problem.js';
import type { Terminal } from '../command-line.js';
import type { Declare } from '../commands.js';
import { outputs } from '../create-reporter.js';
import { addOptions, wholeNumberText, type Flags } from '../options/options.js';
import { checkOut } from '../pull/check-out.js';
import { declareRun } from './run.js';

interface PullFlags extends Flags {
  readonly url?: string;
  readonly checkout?: string;
  readonly directory?: string;
  readonly onlyIfChanged?: boolean;
  readonly force?: boolean;
  readonly purge?: boolean;
  readonly verifyCommit?: boolean;
  readonly clean?: boolean;
  readonly full?: boolean;
  readonly trackSubs?: boolean;
  readonly acceptHostKey?: boolean;
  readonly sleep?: string;
  readonly listHosts?: boolean;
  readonly output: string;
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
}

const collect = (value: string, all: readonly string[]): string[] => [...all, value];

export const declarePull: Declare = (command, terminal, exit) => {
  command
    .argument('[playbook...]', 'playbooks of the repository: HOST.yml or local.yml unless told')
    .option('-U, --url <url>', 'the repository')
    .option('-C, --checkout <revision>', 'branch, tag or commit')
    .option('-d, --directory <directory>', 'where the working copy is (~/.ansible/pull/HOST)')
    .option('-o, --only-if-changed', 'run only when the repository has changed')
    .option('-f, --force', 'run even when the repository cannot be reached')
    .option('--purge', 'remove the working copy afterwards')
    .option('--verify-commit', 'take only commits that are signed with a known key')
    .option('--clean', 'throw away what was changed in the working copy')
    .option('--full', 'the whole history, not only the last commit')
    .option('--track-subs', 'submodules as new as their branch')
    .option('--accept-host-key', 'trust the host key of a repository that is new')
    .option('-s, --sleep <seconds>', 'first wait for some time, this long at most', wholeNumberText())
    .option('-m, --module-name <name>', 'git is the only one')
    .option('--list-hosts', 'print the hosts, and run nothing')
    .option('--check', 'change nothing; say what would change')
    .option('--diff', 'show what changes in files')
    .option('-t, --tags <tags>', 'only tasks with these tags', collect, [])
    .option('--skip-tags <tags>', 'not the tasks with these tags', collect, []);
  addOptions(command, ['inventory', 'limit', 'extraVars', 'vault', 'modulePath', 'connection', 'verbose']);
  command
    .option('-K, --ask-become-pass', 'ask for the password of become')
    .option('--become-pass-file, --become-password-file <file>', 'file with the password of become');
  command.addOption(new Option('--output <form>', 'how to print').choices(outputs).default('ansible'));
  command.action(async (playbooks: string[], flags: PullFlags) =>
    exit(await pull(playbooks, flags, terminal)),
  );
};

async function pull(playbooks: readonly string[], flags: PullFlags, terminal: Terminal): Promise<number> {
  if (flags.url === undefined) {
    terminal.stderr.write('ERROR! URL for repository not specified, use -h for help\n');
    return 5;
  }
  await wait(Math.random() * 1000 * Number(flags.sleep ?? 0));
  const home = loadConfig().text('ANSIBLE_HOME') ?? '~/.ansible';
  const given = flags.directory ?? path.join(home, 'pull', hostname());
  const dest = path.resolve(given.replace(/^~(?=\/)/, process.env['HOME'] ?? '~'));
  terminal.stdout.write(`Starting tsplay pull at ${new Date().toISOString()}\n`);
  const changed = update(flags, dest, terminal);
  if (changed === undefined && !flags.force) return 1;
  if (changed === false && flags.onlyIfChanged) {
    terminal.stdout.write('Repository has not changed, quitting.\n');
    return 0;
  }
  const back = process.cwd();
  process.chdir(dest);
  try {
    return await runIn(playbooks, flags, dest, terminal);
  } finally {
    process.chdir(back);
    if (flags.purge) rmSync(dest, { recursive: true, force: true });
  }
}

/** Whether the working copy is another than before; undefined when it could not be brought up to date. */
function update(flags: PullFlags, dest: string, terminal: Terminal): boolean | undefined {
  try {
    const { before, after } = checkOut({
      url: flags.url!,
      dest,
      revision: flags.checkout,
      full: flags.full ?? false,
      clean: flags.clean ?? false,
      verify: flags.verifyCommit ?? false,
      submodules: flags.trackSubs ?? false,
      acceptHostKey: flags.acceptHostKey ?? false,
      keyFile: flags.privateKey,
    });
    const word = before === after ? 'SUCCESS' : 'CHANGED';
    terminal.stdout.write(`localhost | ${word} => ${JSON.stringify({ before: before ?? null, after })}\n`);
    return before !== after;
  } catch (error) {
    if (!(error instanceof TsplayError)) throw error;
    for (const problem of error.problems) terminal.stderr.write(`ERROR! ${formatProblem(problem)}\n`);
    return undefined;
  }
}

const passedOn = [
  ['--user', 'user'],
  ['--timeout', 'timeout'],
  ['--private-key', 'privateKey'],
  ['--ssh-common-args', 'sshCommonArgs'],
  ['--ssh-extra-args', 'sshExtraArgs'],
  ['--connection-password-file', 'connectionPasswordFile'],
  ['--become-password-file', 'becomePasswordFile'],
] as const;

async function runIn(
  playbooks: readonly string[],
  flags: PullFlags,
  dest: string,
  terminal: Terminal,
): Promise<number> {
  const names = [...new Set([hostname(), hostname().split('.')[0]!])];
  const found =
    playbooks.length > 0
      ? playbooks
      : [...names, 'local']
          .map((name) => `${name}.yml`)
          .filter(existsSync)
          .slice(0, 1);
  if (found.length === 0) {
    terminal.stderr.write('ERROR! Could not find a playbook to run.\n');
    return 1;
  }
  const argv = [
    ...['--output', flags.output],
    ...['-c', flags.connection ?? 'local'],
    ...flags.inventory.flatMap((one) => ['-i', one]),
    ...['-l', flags.limit ?? ['localhost', ...names, '127.0.0.1'].join(',')],
    ...flags.tags.flatMap((one) => ['-t', one]),
    ...flags.skipTags.flatMap((one) => ['--skip-tags', one]),
    ...flags.extraVars.flatMap((one) => ['-e', one]),
    ...flags.vaultId.flatMap((one) => ['--vault-id', one]),
    ...flags.vaultPasswordFile.flatMap((one) => ['--vault-password-file', one]),
    ...flags.modulePath.flatMap((one) => ['-M', one]),
    ...(flags.askVaultPassword ? ['-J'] : []),
    ...(flags.askPass ? ['-k'] : []),
    ...(flags.askBecomePass ? ['-K'] : []),
    ...passedOn.flatMap(([option, name]) => {
      const value = flags[name];
      return value === undefined ? [] : [option, value];
    }),
    ...(flags.listHosts ? ['--list-hosts'] : []),
    ...(flags.check ? ['--check'] : []),
    ...(flags.diff ? ['--diff'] : []),
    ...Array.from({ length: flags.verbose }, () => '-v'),
    ...found.map((one) => path.resolve(dest, one)),
  ];
  let code = 0;
  const run = new Command('run').exitOverride();
  declareRun(run, terminal, (ended) => (code = ended));
  await run.parseAsync(argv, { from: 'user' });
  return code;
}
