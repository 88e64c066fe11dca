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
  'any-errors-fatal-with-serial-lost-hosts-and-includes': 'the next batch runs all the same',
  'any-errors-fatal-with-ignored-losses': 'a loss that is ignored ends the play for all',
  'apply-with-a-keyword-that-blocks-do-not-have':
    'refused before any host is touched, exit 1 where Ansible has 4',
  'any-errors-fatal-of-a-task-in-a-rescue': 'any_errors_fatal holds in a rescue and with always, too',
  'any-errors-fatal-of-the-play-and-a-rescue-that-fails':
    'any_errors_fatal holds in a rescue and with always, too',
  'max-fail-percentage-that-a-task-exceeds-with-always-and-handlers':
    'max_fail_percentage holds in a block with always, too',
  'serial-max-fail-percentage-and-a-rescue': 'max_fail_percentage holds in a block with always, too',
  'end-host-in-a-block-with-rescue-and-always-and-in-handlers':
    'a host that ends in its rescue counts as failed, though its recap says failed=0',
  'environment-that-is-no-dictionary': 'is left out with a warning',
  'flush-handlers-in-a-block-whose-handler-fails-with-rescue':
    'counts as failed and has no ansible_failed_task, though the rescue runs and all go on',
  'flush-handlers-in-a-block-whose-handler-fails-with-rescue-and-force-handlers':
    'the host runs neither the rescue nor anything else',
  'force-handlers-with-failures-before-in-and-after-a-flush':
    'hosts that failed run their handlers behind those of the others, beside the next task',
  'ignore-errors-that-cannot-be-read': 'counts as true',
  'omit-as-an-item-of-a-list': 'stays as a text',
  'run-once-as-a-template-that-differs-by-host': 'hosts up to the first that says yes run the task',
  'undefined-in-delegate-to-and-loop-that-a-rescue-takes':
    'a missing file or role counts as failed and has no ansible_failed_task, though it is rescued',
  'a-label-that-cannot-be-rendered': 'fails the item, a skipped one too',
};
