import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TsplayError } from '../core/problem.js';
import { run } from './run.js';
import type { LabNode, LabPlan, NodeSpec } from './types.js';
import { forwardedBeforeAll } from './uplinks.js';

/** Chooses names and addresses that nothing on the machine uses yet. */
export async function makePlan(given: {
  dir: string;
  cacheDir?: string;
  nodes: readonly NodeSpec[];
}): Promise<LabPlan> {
  const dir = resolve(given.dir);
  const names = namesOf(dir);
  const net = await freeNetwork(Number.parseInt(names.id, 16) % 200);
  return {
    version: 1,
    ...names,
    dir,
    cacheDir: resolve(given.cacheDir ?? join(dir, 'cache')),
    lan: {
      link: 'lan0',
      network: `10.77.${String(net)}.0/24`,
      control: `10.77.${String(net)}.1`,
      prefix6: `fd77:7e57:${net.toString(16)}::`,
    },
    machineAddress: `10.78.${String(net)}.1`,
    uplinkAddress: `10.78.${String(net)}.2`,
    forwardedBefore: await forwardedBeforeAll(),
    nodes: planNodes(given.nodes, net, 0),
  };
}

/** What the things of a lab are called on the machine: always the same for the same directory. */
export function namesOf(dir: string): Pick<LabPlan, 'id' | 'namespace' | 'uplink' | 'table'> {
  const id = createHash('sha256').update(resolve(dir)).digest('hex').slice(0, 6);
  return { id, namespace: `tsplay-${id}`, uplink: `tsplay-${id}`, table: `tsplay_${id}` };
}

/** The plan of the lab in `dir`, when there is one. */
export function readPlan(dir: string): LabPlan | undefined {
  const file = join(resolve(dir), 'lab.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as LabPlan) : undefined;
}

export function needPlan(dir: string): LabPlan {
  const plan = readPlan(dir);
  if (plan) return plan;
  throw new TsplayError({
    code: 'no-lab',
    message: `no lab is up in ${dir}`,
    hint: `start one with 'tsplay lab up'`,
  });
}

export function needNode(plan: LabPlan, name: string): LabNode {
  const node = plan.nodes.find((one) => one.name === name);
  if (node) return node;
  const known = plan.nodes.map((one) => one.name).join(', ');
  throw new TsplayError({
    code: 'unknown-node',
    message: `the lab has no node '${name}'`,
    hint: `it has ${known}`,
  });
}

export function writePlan(plan: LabPlan): void {
  mkdirSync(plan.dir, { recursive: true });
  const file = join(plan.dir, 'lab.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(plan, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The plan with the nodes it did not know yet; known ones stay as they are. */
export function withNodes(plan: LabPlan, nodes: readonly NodeSpec[]): LabPlan {
  const added = nodes.filter((node) => !plan.nodes.some((known) => known.name === node.name));
  const net = Number(plan.lan.control.split('.')[2]);
  return { ...plan, nodes: [...plan.nodes, ...planNodes(added, net, plan.nodes.length)] };
}

function planNodes(nodes: readonly NodeSpec[], net: number, before: number): LabNode[] {
  return nodes.map((node, index) => ({
    memory: 1024,
    processors: 1,
    ...node,
    mac: `52:54:00:77:${hex(net)}:${hex(before + index + 1)}`,
    ip: `10.77.${String(net)}.${String(11 + before + index)}`,
    tap: `tap${String(before + index + 1)}`,
  }));
}

const hex = (n: number): string => n.toString(16).padStart(2, '0');

async function freeNetwork(first: number): Promise<number> {
  const routes = await run(['ip', '-4', 'route', 'show', 'table', 'all']);
  for (let n = 0; n < 250; n++) {
    const net = (first + n) % 250;
    if (!new RegExp(`\\b10\\.7[78]\\.${String(net)}\\.`).test(routes)) return net;
  }
  throw new TsplayError({
    code: 'no-free-network',
    message: 'all of 10.77.0.0/16 is in use on this machine',
  });
}
