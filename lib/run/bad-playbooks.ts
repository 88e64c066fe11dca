import { TsplayError, type Problem } from '../core/problem.js';

/** Mistakes in playbooks and in files they include: they end the run, whatever would rescue a failed task. */
export class BadPlaybooks extends TsplayError {
  /** As ansible-playbook has it: 4 for a file that is no good playbook, 1 when something is not there or a vault stays closed. */
  readonly exitCode: 1 | 4;

  /** `read` are those that the loader found: only they say that a file is no good. */
  constructor(problems: readonly Problem[], read = problems) {
    super(problems);
    this.exitCode = exitCodeOfMistakes(read);
  }
}

export const exitCodeOfMistakes = (problems: readonly Problem[]): 1 | 4 =>
  problems.some(({ code, severity }) => severity !== 'warning' && !outOfReach.has(code)) ? 4 : 1;

const outOfReach = new Set([
  'vault-no-password',
  'vault-wrong-password',
  'missing-playbook',
  'missing-file',
  'unknown-role',
  'no-hosts-left',
  'bad-host-pattern',
  'missing-limit-file',
]);
