import { Option, type Command } from 'commander';
import { addOptions, type Flags } from './options/options.js';
import type { OutputFlags } from './create-reporter.js';

/** The options of `tsplay run` as commander gives them. */
export interface RunFlags extends Flags, OutputFlags {
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly phase: 'dev' | 'production';
  readonly startAtTask?: string;
  readonly step?: boolean;
  readonly forceHandlers?: boolean;
  readonly flushCache?: boolean;
  readonly profile?: string;
  readonly listHosts?: boolean;
  readonly listTasks?: boolean;
  readonly listTags?: boolean;
  readonly syntaxCheck?: boolean;
}

const collect = (value: string, all: readonly string[]): string[] => [...all, value];

export function addRunFlags(command: Command, outputs: readonly string[]): Command {
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
    .option('--list-hosts', 'print the hosts, and run nothing')
    .option('--list-tasks', 'print the tasks that would run, and run nothing')
    .option('--list-tags', 'print the tags of the tasks, and run nothing')
    .option('--syntax-check', 'look for mistakes, and run nothing')
    .option('--start-at-task <name>', 'skip everything before this task; may be a pattern')
    .option('--step', 'ask before each task')
    .option('--force-handlers', 'run notified handlers of hosts that failed')
    .option('--flush-cache', 'forget cached facts')
    .option('--profile <file>', 'write where the time goes as a Chrome trace')
    .option('--json', 'print the event stream, one JSON document a line (same as --output jsonl)')
    .addOption(
      new Option(
        '--output <form>',
        'how to print: as tsplay (default), or as the callback of Ansible of that name',
      ).choices(outputs),
    );
  return addOptions(command, ['verbose', 'color']);
}
