import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabTraces } from './types.js';

/**
 * The command, run in the lab's own control groups: two containers that share one would end each other's
 * services, and `down` finds in them whatever nobody remembers.
 */
export function inCgroups(plan: LabTraces, argv: readonly string[]): string[] {
  const dirs = cgroupsOf(plan);
  for (const dir of dirs) mkdirSync(dir, { recursive: true });
  const enter = 'for group in $0; do echo $$ >"$group/cgroup.procs" || exit; done; exec "$@"';
  return ['sh', '-c', enter, dirs.join(' '), ...argv];
}

/** Ends what is still in them and removes them. */
export async function removeCgroups(plan: LabTraces): Promise<void> {
  for (const dir of cgroupsOf(plan).filter((one) => existsSync(one))) {
    for (let tries = 0; tries < 100 && !removeTree(dir); tries++) {
      for (const pid of pidsBelow(dir)) end(pid);
      await sleep(50);
    }
  }
}

/** Where systemd keeps its tree: cgroup v2, or the named hierarchy beside the controllers of v1, or both. */
function cgroupsOf(plan: LabTraces): string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => / - cgroup2 /.test(line) || / - cgroup .*name=systemd/.test(line))
    .map((line) => join(line.split(' ')[4] ?? '', plan.namespace));
}

const below = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(dir, entry.name));

const pidsBelow = (dir: string): string[] => [
  ...readFileSync(join(dir, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean),
  ...below(dir).flatMap(pidsBelow),
];

function end(pid: string): void {
  try {
    process.kill(Number(pid), 'SIGKILL');
  } catch {
    // it ended meanwhile
  }
}

/** False when something still runs in it. */
function removeTree(dir: string): boolean {
  try {
    if (!below(dir).every(removeTree)) return false;
    rmdirSync(dir);
    return true;
  } catch {
    return false;
  }
}
