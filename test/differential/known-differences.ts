/**
 * Generated playbooks that the two go through differently, and why. A test fails when one of them comes to agree.
 * Deliberate ones are in docs/differences.md.
 */
export const knownDifferences: Readonly<Record<string, string>> = {
  'any_errors_fatal on block': 'open',
  'any_errors_fatal on handler': 'open',
  'any_errors_fatal on include_role': 'open',
  'any_errors_fatal on include_tasks': 'open',
  'ignore_errors on include_tasks apply': 'open',
  'vars on include_tasks apply': 'open',
  'vars on include_role apply': 'open',
  'tags on inner block with --tags t1': 'open',
  'tags on role with --tags t1': 'open',
  'tags on import_tasks with --tags t1': 'open',
  'run_once on handler': 'open',
  'check_mode on include_role': 'open',
  'environment on include_role': 'open',
  'delegate_to on block': 'open',
  'delegate_to on inner block': 'open',
  'delegate_to on task': 'open',
  'delegate_to on handler': 'open',
  'module_defaults on task': 'open',
  'port on play': 'open',
  'port on block': 'open',
  'port on task': 'open',
};
