import { existsSync, writeFileSync } from 'node:fs';
import { run } from './run.js';
import { closeFirewall, openFirewall } from './firewall.js';
import type { LabPlan, LabTraces } from './types.js';
import { forwarding, labelUplink, restoreForwarding } from './uplinks.js';

/** Makes the cluster LAN in a namespace of its own, and its way out through the machine. */
export async function makeNetwork(
  plan: LabPlan,
  loopbackPorts: readonly number[],
  signal?: AbortSignal,
): Promise<void> {
  if (existsSync(`/run/netns/${plan.namespace}`)) return;
  const ip = (line: string): Promise<string> => run(['ip', ...line.split(' ')], { signal });
  const inside = (line: string): Promise<string> => ip(`-n ${plan.namespace} ${line}`);
  await ip(`netns add ${plan.namespace}`);
  await ip(`link add ${plan.uplink} type veth peer name up0 netns ${plan.namespace}`);
  await labelUplink(plan);
  await ip(`addr add ${plan.machineAddress}/30 dev ${plan.uplink}`);
  await ip(`link set ${plan.uplink} up`);
  await ip(`-6 addr flush dev ${plan.uplink}`);
  await inside('link set lo up');
  await inside(`addr add ${plan.uplinkAddress}/30 dev up0`);
  await inside('link set up0 up');
  await inside(`route add default via ${plan.machineAddress}`);
  await inside('link add lan0 type bridge stp_state 0 forward_delay 0');
  await inside(`addr add ${plan.lan.control}/24 dev lan0`);
  await inside(`-6 addr add ${plan.lan.prefix6}1/64 dev lan0 nodad`);
  await inside('link set lan0 up');
  await ip(`route add ${plan.lan.network} via ${plan.uplinkAddress}`);
  await run(['nsenter', `--net=/run/netns/${plan.namespace}`, 'sh', '-c', `echo 1 >${forwarding}`]);
  if (loopbackPorts.length > 0) writeFileSync(`/proc/sys/net/ipv4/conf/${plan.uplink}/route_localnet`, '1');
  await openFirewall(plan, loopbackPorts);
  writeFileSync(forwarding, '1');
}

export async function makeTap(plan: LabPlan, tap: string): Promise<void> {
  const links = await run(['ip', '-n', plan.namespace, '-o', 'link', 'show']);
  if (links.includes(` ${tap}: `)) return;
  await run(['ip', '-n', plan.namespace, 'tuntap', 'add', tap, 'mode', 'tap']);
  await run(['ip', '-n', plan.namespace, 'link', 'set', tap, 'master', 'lan0', 'up']);
}

/** Removes every trace; what is not there (any more) is fine. */
export async function removeNetwork(plan: LabTraces): Promise<void> {
  await closeFirewall(plan);
  await run(['ip', 'link', 'del', plan.uplink], { anyExit: true });
  await run(['ip', 'netns', 'del', plan.namespace], { anyExit: true });
  await restoreForwarding(plan);
}
