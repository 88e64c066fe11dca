/** What a keyword may stand on. A handler is a task that may also `listen`. */
export type KeywordPlace = 'play' | 'role' | 'block' | 'task' | 'handler';

/** How a written value is read once it is rendered. */
export type KeywordType =
  'bool' | 'int' | 'float' | 'percent' | 'text' | 'list' | 'dict' | 'conditions' | 'any';

/** `nearest`: the innermost value counts. `gathered`: all values from play to task count together. */
export type Inheritance = 'nearest' | 'gathered' | 'none';

export interface KeywordDeclaration {
  readonly on: readonly KeywordPlace[];
  readonly type: KeywordType;
  readonly inherit: Inheritance;
  /** One sentence for `tsplay doc --keywords`. */
  readonly doc: string;
  /** What is not as in Ansible. */
  readonly differs?: string;
}

const everywhere = ['play', 'role', 'block', 'task', 'handler'] as const;
const belowPlay = ['role', 'block', 'task', 'handler'] as const;
const tasks = ['task', 'handler'] as const;
const play = ['play'] as const;

const declare = (
  on: readonly KeywordPlace[],
  type: KeywordType,
  inherit: Inheritance,
  doc: string,
): KeywordDeclaration => ({ on, type, inherit, doc });

/**
 * Every keyword of plays, roles, blocks and tasks, declared once.
 * Source: Ansible's public documentation, "Playbook Keywords", for ansible-core 2.14.
 */
export const keywords: Readonly<Record<string, KeywordDeclaration>> = {
  action: declare(
    tasks,
    'any',
    'none',
    'The module to run, with its arguments: `action: copy src=a dest=b`.',
  ),
  always: declare(['block'], 'any', 'none', 'Tasks that run whatever happened in the block.'),
  any_errors_fatal: declare(everywhere, 'bool', 'nearest', 'A failure on one host ends the play for all.'),
  args: declare(tasks, 'any', 'none', 'More arguments for the module, as a dictionary.'),
  async: declare(tasks, 'int', 'none', 'Seconds the task may run in the background.'),
  become: declare(everywhere, 'bool', 'nearest', 'Run as another user (`become_user`, root by default).'),
  become_exe: declare(everywhere, 'text', 'nearest', 'Path of the program that changes the user.'),
  become_flags: declare(everywhere, 'text', 'nearest', 'Flags for the program that changes the user.'),
  become_method: {
    ...declare(everywhere, 'text', 'nearest', 'How to change the user: sudo, su or doas.'),
    differs: 'no other methods',
  },
  become_user: declare(everywhere, 'text', 'nearest', 'The user to become.'),
  block: declare(['block'], 'any', 'none', 'A list of tasks that share keywords.'),
  changed_when: declare(
    tasks,
    'conditions',
    'none',
    'Conditions that decide whether the task counts as changed.',
  ),
  check_mode: declare(everywhere, 'bool', 'nearest', 'true: only predict; false: run even under --check.'),
  collections: {
    ...declare(everywhere, 'list', 'nearest', 'Collections searched for modules and roles.'),
    differs: 'roles are looked for in them; modules are known with and without their collection anyway',
  },
  connection: {
    ...declare(everywhere, 'text', 'nearest', 'How to reach the host: ssh, local, chroot.'),
    differs: 'connections of this program only: plug-ins of Ansible are not loaded',
  },
  debugger: declare(
    everywhere,
    'text',
    'nearest',
    'When to start the interactive debugger: always, never, on_failed, on_unreachable, on_skipped.',
  ),
  delay: declare(tasks, 'float', 'none', 'Seconds between retries.'),
  delegate_facts: declare(belowPlay, 'bool', 'nearest', 'Facts belong to the host delegated to.'),
  delegate_to: declare(belowPlay, 'text', 'nearest', 'Run the task on this host instead.'),
  diff: declare(everywhere, 'bool', 'nearest', 'Show what changes in files.'),
  environment: declare(everywhere, 'any', 'gathered', 'Environment variables for the task.'),
  fact_path: declare(play, 'text', 'none', 'Directory of local facts on the hosts.'),
  failed_when: declare(tasks, 'conditions', 'none', 'Conditions that decide whether the task failed.'),
  force_handlers: declare(play, 'bool', 'none', 'Run notified handlers of hosts that failed.'),
  gather_facts: declare(play, 'bool', 'none', 'Run `setup` first.'),
  gather_subset: declare(play, 'list', 'none', 'Which facts to gather.'),
  gather_timeout: declare(play, 'int', 'none', 'Seconds fact gathering may take.'),
  handlers: declare(play, 'any', 'none', 'Tasks that run when notified.'),
  hosts: declare(play, 'list', 'none', 'Pattern of the hosts of the play.'),
  ignore_errors: declare(everywhere, 'bool', 'nearest', 'Go on after a failure.'),
  ignore_unreachable: declare(everywhere, 'bool', 'nearest', 'Go on with a host that could not be reached.'),
  listen: declare(['handler'], 'list', 'none', 'Topics the handler listens to.'),
  local_action: declare(tasks, 'any', 'none', '`action` with `delegate_to: localhost`.'),
  loop: declare(tasks, 'any', 'none', 'Run the task once for each item.'),
  loop_control: declare(tasks, 'dict', 'none', 'loop_var, index_var, label, pause, extended.'),
  max_fail_percentage: declare(play, 'percent', 'none', 'End the play when more hosts of the batch failed.'),
  module_defaults: declare(everywhere, 'any', 'gathered', 'Default arguments by module name.'),
  name: declare(everywhere, 'text', 'none', 'What the user reads.'),
  no_log: declare(everywhere, 'bool', 'nearest', 'Hide arguments and results.'),
  notify: declare(
    ['block', ...tasks],
    'list',
    'gathered',
    'Handlers to run when the task changed something.',
  ),
  order: declare(play, 'text', 'none', 'inventory, reverse_inventory, sorted, reverse_sorted or shuffle.'),
  poll: declare(tasks, 'int', 'none', 'Seconds between looks at an async task; 0: do not wait.'),
  port: declare(everywhere, 'int', 'nearest', 'Port of the connection.'),
  post_tasks: declare(play, 'any', 'none', 'Tasks after the roles and tasks.'),
  pre_tasks: declare(play, 'any', 'none', 'Tasks before the roles.'),
  register: declare(tasks, 'text', 'none', 'Variable that takes the result.'),
  remote_user: declare(everywhere, 'text', 'nearest', 'User to log in as.'),
  rescue: declare(['block'], 'any', 'none', 'Tasks that run when the block failed.'),
  retries: declare(tasks, 'int', 'none', 'Attempts after the first until `until` is true.'),
  role: declare(['role'], 'text', 'none', 'Name or path of the role.'),
  roles: declare(play, 'any', 'none', 'Roles of the play.'),
  run_once: declare(everywhere, 'bool', 'nearest', 'Run on the first host only, for all.'),
  serial: declare(play, 'list', 'none', 'Hosts per batch: numbers or percentages.'),
  strategy: {
    ...declare(play, 'text', 'none', 'linear, free or host_pinned.'),
    differs: 'linear, free and host_pinned only',
  },
  tags: declare(everywhere, 'list', 'gathered', 'Names to select tasks by.'),
  tasks: declare(play, 'any', 'none', 'The tasks of the play.'),
  throttle: declare(everywhere, 'int', 'nearest', 'Hosts that may run the task at the same time.'),
  timeout: declare(everywhere, 'int', 'nearest', 'Seconds the task may take.'),
  until: declare(tasks, 'conditions', 'none', 'Repeat the task until this is true.'),
  user: declare(play, 'text', 'none', 'Old name of remote_user.'),
  vars: declare(everywhere, 'any', 'gathered', 'Variables.'),
  vars_files: declare(play, 'any', 'none', 'Files of variables.'),
  vars_prompt: declare(play, 'any', 'none', 'Variables to ask for.'),
  when: declare(belowPlay, 'conditions', 'gathered', 'Conditions under which it runs.'),
};

/** The keywords that may stand on a place: `keywordNames('task')`. */
export function keywordNames(place: KeywordPlace): string[] {
  return Object.keys(keywords).filter((name) => keywords[name]!.on.includes(place));
}

export function isKeyword(name: string, place: KeywordPlace): boolean {
  return Object.hasOwn(keywords, name) && keywords[name]!.on.includes(place);
}
