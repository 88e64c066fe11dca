import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { LabPlan } from '../../lib/lab/types.js';

/** Everything outside its directory that still tells of a lab. */
export function tracesOf(plan: LabPlan): string[] {
  const places: readonly [string, string][] = [
    ['link', output('ip', 'link')],
    ['route', output('ip', '-4', 'route')],
    ['namespace', output('ip', 'netns')],
    ['firewall', output('nft', 'list', 'ruleset')],
    ['mount', readFileSync('/proc/self/mountinfo', 'utf8')],
    ['process', output('ps', '-eo', 'pid,args')],
    ['control group', output('find', '/sys/fs/cgroup', '-maxdepth', '2', '-type', 'd')],
    ['nspawn', existsSync('/run/systemd/nspawn') ? output('find', '/run/systemd/nspawn') : ''],
  ];
  const signs = [plan.namespace, plan.table, `${plan.dir}/`, plan.lan.network];
  return places.flatMap(([what, text]) =>
    text
      .split('\n')
      .filter((line) => signs.some((sign) => line.includes(sign)))
      .map((line) => `${what}: ${line}`),
  );
}

export const filesOf = (dir: string): string[] => (existsSync(dir) ? readdirSync(dir) : []);

const output = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { encoding: 'utf8' });
