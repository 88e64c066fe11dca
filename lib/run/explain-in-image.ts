import { TsplayError, type Problem } from '../core/problem.js';
import { MACHINE_FACTS } from '../module/index.js';
import type { TaskAtHost } from './run-at-host.js';

/** A fact that is missing in an image is no mistake in its name: it belongs to one machine. */
export function explainInImage({ host, flow }: TaskAtHost, error: unknown): unknown {
  const { place } = flow.playRun.run;
  if (!(error instanceof TsplayError) || place.placeOf(host.name).kind !== 'image') return error;
  return new TsplayError(error.problems.map(explained));
}

function explained(problem: Problem): Problem {
  const [, name] = /'(?:ansible_)?(\w+)'(?: is undefined|$)/.exec(problem.message) ?? [];
  if (problem.code !== 'undefined-variable' || name === undefined || !isOfMachine(name)) return problem;
  return {
    ...problem,
    hint: `'${name}' is a fact of one machine, and an image has none: let it be made at boot, or set a variable`,
  };
}

const isOfMachine = (name: string): boolean =>
  MACHINE_FACTS.has(name) ||
  /^(default_ipv[46]|all_ipv[46]_addresses|interfaces|processor\w*|mem\w+_mb|swap\w+_mb|memory_mb|devices|mounts|lvm|loadavg|uptime_seconds|virtualization_\w+|product_\w+|bios_\w+|board_\w+|chassis_\w+|system_vendor|form_factor)$/.test(
    name,
  );
