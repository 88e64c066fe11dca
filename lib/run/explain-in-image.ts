import { TsplayError, type Problem } from '../core/problem.js';
import { isMachineFact } from '../module/index.js';
import type { TaskAtHost } from './run-at-host.js';

/** A fact that is missing in an image is no mistake in its name: it belongs to one machine. */
export function explainInImage({ host, flow }: TaskAtHost, error: unknown): unknown {
  const { place } = flow.playRun.run;
  if (!(error instanceof TsplayError) || place.placeOf(host.name).kind !== 'image') return error;
  return new TsplayError(error.problems.map(explained));
}

function explained(problem: Problem): Problem {
  const [, name] = /'(?:ansible_)?(\w+)'(?: is undefined|$)/.exec(problem.message) ?? [];
  if (problem.code !== 'undefined-variable' || name === undefined || !isMachineFact(name)) return problem;
  return {
    ...problem,
    hint: `'${name}' is a fact of one machine, and an image has none: let it be made at boot, or set a variable`,
  };
}
