/**
 * Generated playbooks that the two go through differently, and why. A test fails when one of them comes to agree.
 * Deliberate ones are in docs/differences.md.
 */
export const knownDifferences: Readonly<Record<string, string>> = {
  'tags on inner block with --tags t1': 'tags as a template that gives a list: the task fails',
  'tags on role with --tags t1': 'tags as a template that gives a list: the task fails',
  'tags on import_tasks with --tags t1': 'tags as a template that gives a list: the task fails',
  'run_once on handler': 'a handler with run_once runs again for each host that notified it',
  'include_role: loop':
    'hosts that include different things: first whose answer came first, or the order of the inventory',
  'an include chosen by host': 'Ansible takes `color == …` in a bare file name for an option, exit 4',
  'an argument spec that holds': 'type_debug of text: str',
  'block: a failure, run_once,  rescue': 'ansible_play_hosts after a run_once task that was rescued',
  'block: a failure, run_once, always rescue': 'ansible_play_hosts after a run_once task that was rescued',
  'block: an include that fails, run_once,  rescue':
    'ansible_play_hosts after a run_once task that was rescued',
  'block: an undefined variable, plain, always rescue': 'an error in a template is told once, with its place',
  'block: an undefined variable, run_once,  rescue':
    'ansible_play_hosts after a run_once task that was rescued',
  'any_errors_fatal on include_role': 'refused before any host is touched, exit 1 where Ansible has 4',
  'any_errors_fatal on include_tasks': 'refused before any host is touched, exit 1 where Ansible has 4',
  'check_mode on include_role': 'refused before any host is touched, exit 1 where Ansible has 4',
  'environment on include_role': 'refused before any host is touched, exit 1 where Ansible has 4',
};
