import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { namesOf } from './plan.js';
import type { LabTraces } from './types.js';
import { forwardingNow, uplinks, type Uplink } from './uplinks.js';

/** What a lab whose plan is gone left outside its directory: its names come from the directory's. */
export async function tracesOf(dir: string): Promise<LabTraces | undefined> {
  const names = namesOf(dir);
  const link = (await known()).find(({ uplink }) => uplink === names.uplink);
  if (!link && !existsSync(`/run/netns/${names.namespace}`)) return undefined;
  return { ...names, dir: resolve(dir), forwardedBefore: link?.forwardedBefore ?? forwardingNow() };
}

/** The directories of all labs that are up on this machine, or were cut off. */
export const labsHere = async (): Promise<string[]> => (await known()).flatMap(({ dir }) => dir ?? []);

// a machine without ip has no lab
const known = (): Promise<Uplink[]> => uplinks().catch(() => []);
