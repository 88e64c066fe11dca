import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { namesOf } from './plan.js';
import { run } from './run.js';
import type { LabTraces } from './types.js';

const forwarding = '/proc/sys/net/ipv4/ip_forward';

/** What a lab whose plan is gone left outside its directory: its names come from the directory's. */
export async function tracesOf(dir: string): Promise<LabTraces | undefined> {
  const names = namesOf(dir);
  const link = (await uplinks()).find(({ uplink }) => uplink === names.uplink);
  if (!link && !existsSync(`/run/netns/${names.namespace}`)) return undefined;
  const forwardedBefore = link?.forwardedBefore ?? readFileSync(forwarding, 'utf8').trim();
  return { ...names, dir: resolve(dir), forwardedBefore };
}

/** The directories of all labs that are up on this machine, or were cut off. */
export const labsHere = async (): Promise<string[]> => (await uplinks()).flatMap(({ dir }) => dir ?? []);

/** What a lab's link to the machine tells besides its name. */
export const aliasOf = ({ forwardedBefore, dir }: LabTraces): string => {
  const alias = `ip_forward=${forwardedBefore} ${dir}`;
  // as many as the kernel takes
  return Buffer.byteLength(alias) < 256 ? alias : `ip_forward=${forwardedBefore}`;
};

interface Uplink {
  readonly uplink: string;
  readonly forwardedBefore: string | undefined;
  readonly dir: string | undefined;
}

async function uplinks(): Promise<Uplink[]> {
  // a machine without ip has no lab
  const links = await run(['ip', '-o', 'link', 'show', 'type', 'veth']).catch(() => '');
  return [...links.matchAll(/^\d+: (tsplay-[0-9a-f]{6})@(?:.*alias ip_forward=(\d)(?: (.+))?)?/gm)].map(
    ([, uplink = '', forwardedBefore, dir]) => ({ uplink, forwardedBefore, dir }),
  );
}
