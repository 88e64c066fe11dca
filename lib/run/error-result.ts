import { failureOfProblem, placeOfProblem, TsplayError, withHint, type Problem } from '../core/problem.js';
import type { Dict, Value } from '../core/value.js';
import { PyError } from '../jinja/index.js';
import { BecomeFailed } from '../connect/become-failed.js';
import { withExcerpt } from '../playbook/index.js';
import { ConnectionLost } from '../remote/connection-lost.js';
import { TransferFailed } from '../remote/transfer-failed.js';

/** What went wrong before or instead of a result, as the result of the task. */
export function errorResult(error: unknown): Dict {
  if (error instanceof ConnectionLost) return unreachable(error);
  if (error instanceof TsplayError) return ofProblems(error.problems);
  if (error instanceof PyError) return failed(error.message);
  if (error instanceof BecomeFailed) return failed(withHint(error));
  if (error instanceof TransferFailed) return failed(error.message);
  const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return failed(`bug in tsplay: ${bug.split('\n')[0]}`).set('exception', bug);
}

const failed = (msg: string): Dict =>
  new Map<Value, Value>([
    ['msg', msg],
    ['failed', true],
  ]);

function unreachable(error: ConnectionLost): Dict {
  return new Map<Value, Value>([
    ['unreachable', true],
    ['changed', false],
    ['_ansible_lost', error.phase],
    ['msg', withHint(error)],
  ]);
}

/** What filters and lookups refuse Ansible tells without a place: that is for those who read our own output. */
function ofProblems(problems: readonly Problem[]): Dict {
  const result = failed(problems.map(sentence).join('\n'));
  const places = problems.filter(isRefusal).map((one) => placeOfProblem(withExcerpt(one)));
  return places.join('') === '' ? result : result.set('_ansible_place', places.join('\n'));
}

const isRefusal = ({ code, message }: Problem): boolean => code === 'template-error' && !isCondition(message);

const sentence = (problem: Problem): string =>
  isRefusal(problem)
    ? withHint(problem)
    : failureOfProblem({ ...withExcerpt(problem), message: `${prefixOf(problem)}${problem.message}` });

// a condition has said already what it is
const prefixOf = ({ code, message }: Problem): string =>
  code === 'undefined-variable' && !isCondition(message)
    ? 'The task includes an option with an undefined variable. The error was: '
    : '';

const isCondition = (message: string): boolean => message.startsWith('The conditional check');
