import { readFileSync, writeFileSync } from 'node:fs';
import { run } from './run.js';
import type { LabTraces } from './types.js';

/** The machine's own setting, or that of the namespace one is in. */
export const forwarding = '/proc/sys/net/ipv4/ip_forward';

export const forwardingNow = (): string => readFileSync(forwarding, 'utf8').trim();

/** A lab's link to the machine, and what it tells besides its name. */
export interface Uplink {
  readonly uplink: string;
  /** The machine's forwarding as it was before the lab. */
  readonly forwardedBefore: string | undefined;
  readonly dir: string | undefined;
}

/** Of all labs that are up on this machine, or were cut off. */
export async function uplinks(): Promise<Uplink[]> {
  const links = await run(['ip', '-o', 'link', 'show', 'type', 'veth']);
  return [...links.matchAll(/^\d+: (tsplay-[0-9a-f]{6})@(?:.*alias ip_forward=(\d)(?: (.+))?)?/gm)].map(
    ([, uplink = '', forwardedBefore, dir]) => ({ uplink, forwardedBefore, dir }),
  );
}

/** Makes a lab's link tell it. */
export async function labelUplink({ uplink, forwardedBefore, dir }: LabTraces): Promise<void> {
  const alias = `ip_forward=${forwardedBefore} ${dir}`;
  // as many bytes as the kernel takes
  const taken = Buffer.byteLength(alias) < 256 ? alias : `ip_forward=${forwardedBefore}`;
  await run(['ip', 'link', 'set', uplink, 'alias', taken]);
}

/** The machine's forwarding as it was before the first of the labs that are up. */
export async function forwardedBeforeAll(): Promise<string> {
  return (await uplinks()).find((one) => one.forwardedBefore)?.forwardedBefore ?? forwardingNow();
}

/** Puts the machine's forwarding back when no lab is left that needs it. */
export async function restoreForwarding({ forwardedBefore }: LabTraces): Promise<void> {
  const othersUp = (await uplinks()).some((one) => one.forwardedBefore);
  if (!othersUp && forwardingNow() !== forwardedBefore) writeFileSync(forwarding, forwardedBefore);
}
