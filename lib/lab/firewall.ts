import { run } from './run.js';
import type { LabPlan, LabTraces } from './types.js';

/**
 * Lets the lab out: masquerading on the machine; in the lab's own namespace the machine appears to nodes
 * as the control host, so that they answer even when DHCP gave them no router.
 */
export async function openFirewall(plan: LabPlan, loopbackPorts: readonly number[]): Promise<void> {
  await run(['nft', '-f', '-'], { input: machineRules(plan, loopbackPorts) });
  await run(['nsenter', `--net=/run/netns/${plan.namespace}`, 'nft', '-f', '-'], { input: lanRules(plan) });
  for (const rule of await forwardRules(plan)) await run(['nft', 'insert', 'rule', ...rule]);
}

export async function closeFirewall(plan: LabTraces): Promise<void> {
  await run(['nft', 'delete', 'table', 'ip', plan.table], { anyExit: true });
  const chain = await run(['nft', '-a', 'list', 'chain', 'ip', 'filter', 'FORWARD'], { anyExit: true });
  for (const [, handle = ''] of chain.matchAll(new RegExp(`"${plan.table}" # handle (\\d+)`, 'g'))) {
    await run(['nft', 'delete', 'rule', 'ip', 'filter', 'FORWARD', 'handle', handle], { anyExit: true });
  }
}

function machineRules(plan: LabPlan, loopbackPorts: readonly number[]): string {
  const lab = `{ ${plan.lan.network}, ${plan.uplinkAddress} }`;
  const redirect = loopbackPorts.map(
    (port) =>
      `iifname "${plan.uplink}" ip daddr ${plan.machineAddress} tcp dport ${String(port)} dnat to 127.0.0.1:${String(port)}`,
  );
  return `table ip ${plan.table} {
    chain out { type nat hook postrouting priority srcnat; ip saddr ${lab} oifname != "${plan.uplink}" masquerade; }
    chain in { type nat hook prerouting priority dstnat; ${redirect.join('; ')}
    }
  }\n`;
}

function lanRules(plan: LabPlan): string {
  return `table ip ${plan.table} {
    chain out { type nat hook postrouting priority srcnat; oifname "lan0" ip saddr ${plan.machineAddress} masquerade; }
  }\n`;
}

/** A machine with containers on it often drops what it forwards: our two directions must pass first. */
async function forwardRules(plan: LabPlan): Promise<string[][]> {
  const chain = await run(['nft', 'list', 'chain', 'ip', 'filter', 'FORWARD'], { anyExit: true });
  if (!/policy drop/.test(chain)) return [];
  return ['iifname', 'oifname'].map((side) => [
    ...['ip', 'filter', 'FORWARD', side, plan.uplink, 'accept', 'comment'],
    `"${plan.table}"`,
  ]);
}
