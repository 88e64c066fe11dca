import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { removeCgroups } from './cgroup.js';
import { daemonNamed, daemonsOf, stopDaemon } from './daemon.js';
import { removeNetwork } from './network.js';
import { readPlan } from './plan.js';
import { run } from './run.js';
import { tracesOf } from './traces.js';
import type { LabTraces } from './types.js';

export interface DownOptions {
  readonly dir: string;
  /** Remove the cached base system too. */
  readonly purge?: boolean;
}

/**
 * Ends every process of the lab and removes all it made: namespace, links, firewall rules, files; puts the
 * machine's forwarding back. Works from the plan on disk, whatever happened to whoever called `up`; without one, from
 * what the directory's name tells.
 */
export async function down(options: DownOptions): Promise<void> {
  const plan = readPlan(options.dir) ?? (await tracesOf(options.dir));
  if (plan) {
    await stopAll(plan);
    await removeCgroups(plan);
    await removeNetwork(plan);
    await unmountBelow(plan.dir);
    await removeFiles(plan);
  }
  const dir = resolve(options.dir);
  if (options.purge) rmSync(join(dir, 'cache'), { recursive: true, force: true });
  for (const each of [join(dir, 'cache'), dir]) removeIfEmpty(each);
}

/** Nodes first: a control host that goes away under them would only fill their consoles. */
async function stopAll(plan: LabTraces): Promise<void> {
  const nodes = daemonsOf(plan.dir).filter((one) => one.name.startsWith('node-'));
  await Promise.all(nodes.map((one) => stopDaemon(one)));
  const control = daemonNamed(plan.dir, 'control');
  // its root is thrown away: no need to wait for an orderly shutdown
  if (control) await stopDaemon(control, 2000);
  await Promise.all(daemonsOf(plan.dir).map((one) => stopDaemon(one)));
  killInside(plan);
}

/** Whatever still runs in our namespace is ours (a container whose supervisor was killed, for one); so is the name server. */
function killInside(plan: LabTraces): void {
  const file = `/run/netns/${plan.namespace}`;
  const inside = existsSync(file) ? `net:[${String(statSync(file).ino)}]` : '';
  const names = `--pid-file=${join(plan.dir, 'names.pid')}`;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const isOurs =
        readlinkSync(`/proc/${pid}/ns/net`) === inside ||
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(names);
      if (isOurs) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // it ended meanwhile
    }
  }
}

/** Nothing is deleted below a mount that is still there. */
async function unmountBelow(dir: string): Promise<void> {
  const points = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => point.startsWith(`${dir}/`));
  for (const point of points.reverse()) await run(['umount', '-l', point]);
}

async function removeFiles(plan: LabTraces): Promise<void> {
  const made = [
    'bootstrap',
    'control',
    '.#control.lck',
    'nodes',
    'ssh',
    'run',
    'log',
    'hosts',
    'names.pid',
    'router.pid',
    'complete',
  ];
  await run(['rm', '-rf', '--one-file-system', '--', ...made.map((name) => join(plan.dir, name))]);
  rmSync(`/run/systemd/nspawn/propagate/${plan.namespace}`, { recursive: true, force: true });
  rmSync(join(plan.dir, 'lab.json'), { force: true });
}

function removeIfEmpty(dir: string): void {
  if (existsSync(dir) && readdirSync(dir).length === 0) rmSync(dir, { recursive: true });
}
