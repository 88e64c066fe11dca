import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controlRoot } from './control-root.js';
import { run } from './run.js';
import type { LabNode, LabPlan } from './types.js';

/** What the control host's DHCP and TFTP servers wrote about this node since the given time. */
export async function bootLog(plan: LabPlan, node: LabNode, since: number): Promise<string[]> {
  const lines = [...(await journalLines(plan, since)), ...logFileLines(plan, since)];
  const about = new RegExp(`\\b(${node.mac}|${node.ip.replaceAll('.', '\\.')})\\b`, 'i');
  return lines.filter((line) => about.test(line));
}

async function journalLines(plan: LabPlan, since: number): Promise<string[]> {
  const journal = join(controlRoot(plan), 'var/log/journal');
  if (!existsSync(journal)) return [];
  const names = ['dnsmasq', 'dnsmasq-dhcp', 'dnsmasq-tftp', 'dhcpd', 'in.tftpd', 'atftpd', 'kea-dhcp4'];
  const text = await run(
    [
      ...['journalctl', '-q', '--no-pager', '-o', 'cat', `--directory=${journal}`],
      ...[`--since=@${String(Math.floor(since / 1000))}`, ...names.flatMap((name) => ['-t', name])],
    ],
    { anyExit: true },
  );
  return text.split('\n');
}

/** dnsmasq's own file (`log-facility=`): syslog's format, whose times have no year. */
function logFileLines(plan: LabPlan, since: number): string[] {
  const names = ['var/log/tsplay-dnsmasq.log', 'var/log/dnsmasq.log'];
  const file = names.map((name) => join(controlRoot(plan), name)).find((one) => existsSync(one));
  if (file === undefined) return [];
  const year = new Date().getUTCFullYear();
  const from = Math.floor(since / 1000) * 1000;
  const lines = readFileSync(file, 'utf8').split('\n').slice(-5000);
  return lines.filter((line) => Date.parse(`${line.slice(0, 15)} ${String(year)} UTC`) >= from);
}
