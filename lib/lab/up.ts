import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TsplayError } from '../core/problem.js';
import { baseRoot } from './base-root.js';
import { inCgroups } from './cgroup.js';
import { check } from './check.js';
import { startControlHost } from './control-host.js';
import { makeControlRoot } from './control-root.js';
import { down } from './down.js';
import { loopbackPorts } from './loopback.js';
import { makeNetwork } from './network.js';
import { packageSources } from './package-sources.js';
import { makePlan, readPlan, withNodes, writePlan } from './plan.js';
import { status } from './status.js';
import { controlName, type LabPlan, type LabStatus, type NodeSpec, type OnLabEvent } from './types.js';

export interface UpOptions {
  /** The lab's own directory; everything on disk is in it. */
  readonly dir: string;
  readonly nodes: readonly NodeSpec[];
  /** Where the control host's base system is kept between labs; `<dir>/cache` unless told. */
  readonly cacheDir?: string;
  /** Debian packages the control host has from the start. */
  readonly controlPackages?: readonly string[];
  readonly onEvent?: OnLabEvent;
  readonly signal?: AbortSignal;
}

/**
 * Brings up the LAN and the control host; the nodes are off until {@link reboot} switches them on.
 * A lab that is up stays as it is, with new nodes added; one that was cut off half-way is removed and made anew.
 *
 * @example await up({ dir: '/tmp/lab', nodes: [{ name: 'node1', firmware: 'bios' }] });
 */
export async function up(options: UpOptions): Promise<LabStatus> {
  const problems = check(options.nodes);
  if (problems.length > 0) throw new TsplayError(problems);
  const before = readPlan(options.dir);
  if (before && isComplete(before)) return resume(before, options);
  await down({ dir: options.dir });
  const plan = await makePlan(options);
  writePlan(plan);
  try {
    await build(plan, options);
  } catch (error) {
    await down({ dir: plan.dir });
    throw error;
  }
  return status(plan.dir);
}

async function build(plan: LabPlan, options: UpOptions): Promise<void> {
  const { signal } = options;
  const tell = teller(options);
  tell('sources');
  const sources = await packageSources();
  tell('base', 'a base system for the control host, from the cache or newly made');
  const tar = await baseRoot({
    sources,
    cacheDir: plan.cacheDir,
    workDir: join(plan.dir, 'bootstrap'),
    extraPackages: options.controlPackages ?? [],
    wrap: (argv) => inCgroups(plan, argv),
    signal,
  });
  tell('unpack');
  await makeControlRoot(plan, tar, sources, signal);
  tell('network', plan.lan.network);
  await makeNetwork(plan, loopbackPorts(sources), signal);
  tell('control', plan.lan.control);
  await startControlHost(plan, signal);
  writeFileSync(completeMark(plan), '');
  tell('up');
}

/** Starts again what died; new nodes are added, known ones stay as they are. */
async function resume(before: LabPlan, options: UpOptions): Promise<LabStatus> {
  writePlan(withNodes(before, options.nodes));
  await startControlHost(before, options.signal);
  return status(before.dir);
}

const completeMark = (plan: LabPlan): string => join(plan.dir, 'complete');
const isComplete = (plan: LabPlan): boolean =>
  existsSync(completeMark(plan)) && existsSync(`/run/netns/${plan.namespace}`);

/** Says what comes next, and is the place where an interruption is noticed. */
function teller({ onEvent, signal }: UpOptions): (stage: string, detail?: string) => void {
  const began = Date.now();
  return (stage, detail) => {
    signal?.throwIfAborted();
    const event = { type: 'progress', host: controlName, stage, elapsedMs: Date.now() - began } as const;
    onEvent?.(detail ? { ...event, detail } : event);
  };
}
