import { bootLog } from './boot-log.js';
import { consoleText } from './node-status.js';
import { plainText } from './console-stage.js';
import { lastPower } from './machine.js';
import { run } from './run.js';
import type { LabNode, LabPlan, Stage } from './types.js';

/** What a node that hangs in `stage` waits for, looked up at the control host. */
export async function serverHints(plan: LabPlan, node: LabNode, stage: Stage): Promise<string[]> {
  if (stage === 'off') return [`${node.name} is switched off`];
  const since = lastPower(plan, node);
  const log = await bootLog(plan, node, since.at);
  const missing = (await notListening(plan)).filter((one) => one.stages.includes(stage));
  const lines = plainText(consoleText(plan, node, since.offset))
    .trimEnd()
    .split('\n')
    .slice(-3);
  return [
    ...missing.map((one) => `nothing listens on ${one.port} of the control host: ${one.what}`),
    ...dhcpHints(node, stage, log),
    ...tftpHints(log),
    ...lines.filter((line) => line.trim()).map((line) => `console: ${line.trim().slice(0, 160)}`),
  ];
}

const services: readonly { port: string; what: string; stages: readonly Stage[] }[] = [
  { port: 'udp/67', what: 'no DHCP server runs', stages: ['power-on', 'kernel', 'initramfs'] },
  { port: 'udp/69', what: 'no TFTP server runs', stages: ['dhcp', 'loader'] },
  { port: 'tcp/111', what: 'rpcbind is down, which an NFSv3 mount needs', stages: ['kernel', 'initramfs'] },
  { port: 'tcp/2049', what: 'no NFS server runs', stages: ['kernel', 'initramfs', 'overlay', 'systemd'] },
];

async function notListening(plan: LabPlan): Promise<typeof services> {
  const inside = ['nsenter', `--net=/run/netns/${plan.namespace}`];
  const text = await run([...inside, 'ss', '-H', '-l', '-n', '-t', '-u'], { anyExit: true });
  const open = text.split('\n').flatMap((line) => {
    const [protocol, , , , local = ''] = line.trim().split(/\s+/);
    return protocol ? [`${protocol}/${local.slice(local.lastIndexOf(':') + 1)}`] : [];
  });
  return services.filter((one) => !open.includes(one.port));
}

function dhcpHints(node: LabNode, stage: Stage, log: readonly string[]): string[] {
  if (stage !== 'power-on') return [];
  const asked = log.some((line) => line.includes('DHCPDISCOVER'));
  const offered = log.some((line) => line.includes('DHCPOFFER'));
  if (offered)
    return [
      `DHCP offered an address to ${node.mac}, but no boot file was fetched: is there a boot file for its firmware?`,
    ];
  if (asked) return [`the DHCP server saw ${node.mac} and gave no answer: is the node known to it?`];
  return [`no DHCP request of ${node.mac} is in the control host's log`];
}

/** dnsmasq says `cannot access FILE: Permission denied` for a file that is 0600. */
function tftpHints(log: readonly string[]): string[] {
  const bad = log.filter((line) =>
    /cannot (read|access)|Permission denied|failed sending|error \d+/.test(line),
  );
  const denied = bad.some((line) => line.includes('Permission denied'));
  return [
    ...bad.slice(-3).map((line) => `TFTP: ${line.trim()}`),
    ...(denied ? ['a file below the TFTP root is not readable for everybody (0644)'] : []),
  ];
}
