import { readFileSync } from 'node:fs';
import type { PackageSources } from './package-sources.js';

const loopbackUrl = /(\w+:\/\/)(?:127\.[\d.]+|localhost|\[::1\])(?::(\d+))?/g;

/** A mirror or proxy on the machine's loopback is reached through the uplink: this is how it reads there. */
export function throughUplink(text: string, machineAddress: string): string {
  return text.replace(
    loopbackUrl,
    (_, scheme: string, port?: string) => `${scheme}${machineAddress}${port ? `:${port}` : ''}`,
  );
}

/** The ports of the machine's loopback that the lab needs. */
export function loopbackPorts(sources: PackageSources): number[] {
  const text = [sources.mirror, ...sources.lines, ...sources.proxyLines].join('\n');
  const named = [...text.matchAll(loopbackUrl)].map(([, scheme, port]) =>
    port ? Number(port) : scheme === 'https://' ? 443 : 80,
  );
  const byName = hostsEntries()
    .filter((entry) => isLoopback(entry.address))
    .some((entry) => entry.names.some((name) => text.includes(`//${name}`)));
  return [...new Set([...named, ...(byName ? [80, 443] : [])])];
}

/** The machine's /etc/hosts as the lab has to see it. */
export function hostsForLab(machineAddress: string): string {
  return hostsEntries()
    .map(
      (entry) => `${isLoopback(entry.address) ? machineAddress : entry.address} ${entry.names.join(' ')}\n`,
    )
    .join('');
}

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/** Without the names that every machine gives itself. */
function hostsEntries(): { address: string; names: string[] }[] {
  const own = /^(localhost|ip6-|ff02)/;
  return readFileSync('/etc/hosts', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [address, ...words] = line.replace(/#.*/, '').trim().split(/\s+/);
      const names = words.filter((name) => !own.test(name));
      return address && names.length > 0 ? [{ address, names }] : [];
    });
}
