import { existsSync } from 'node:fs';
import type { Site } from './site.js';
import { expectDone, timed, type Timed } from './timed.js';

/** How each of the others is asked to run a playbook. */
export type PlaybookTool = 'tsplay' | 'mitogen' | 'pipelining' | 'ansible';

/** Why the tool cannot be measured on this machine. */
export function whyNot(tool: PlaybookTool): string | undefined {
  if (tool === 'tsplay') return undefined;
  if (!existsSync('/usr/bin/ansible-playbook')) return 'ansible-core is not installed';
  if (tool === 'mitogen' && !existsSync(mitogenPlugins)) return 'ansible-mitogen is not installed';
  return undefined;
}

export interface PlayRunOptions {
  readonly playbook: string;
  readonly inventory: string;
  readonly forks?: number;
  readonly more?: readonly string[];
}

export function runPlaybook(site: Site, tool: PlaybookTool, options: PlayRunOptions): Promise<Timed> {
  const { playbook, inventory, forks = 5, more = [] } = options;
  const argv = tool === 'tsplay' ? tsplayArgv(site) : ['ansible-playbook'];
  return expectDone(
    timed([...argv, '-i', inventory, '-f', String(forks), playbook, ...more], {
      env: environmentOf(site, tool),
    }),
    `${tool} ${playbook}`,
  );
}

/** Our command line, without the inventory and the playbook. */
export const tsplayArgv = (site: Site): string[] => [...site.tsplay, 'run', '--output', 'ansible'];

function environmentOf(site: Site, tool: PlaybookTool): Record<string, string> {
  const common = {
    ANSIBLE_CONFIG: site.file('ansible.cfg', ''),
    ANSIBLE_NOCOLOR: '1',
    ANSIBLE_DEPRECATION_WARNINGS: 'false',
  };
  switch (tool) {
    case 'mitogen':
      return { ...common, ANSIBLE_STRATEGY: 'mitogen_linear', ANSIBLE_STRATEGY_PLUGINS: mitogenPlugins };
    case 'pipelining':
      return { ...common, ANSIBLE_PIPELINING: 'True' };
    case 'ansible':
    case 'tsplay':
      return common;
  }
}

// where Debian's package ansible-mitogen has them
const mitogenPlugins = '/usr/lib/python3/dist-packages/ansible_mitogen/plugins/strategy';

const sshArgv = (site: Site, host: number, port = site.port): string[] => [
  ...['ssh', '-F', 'none', '-o', `UserKnownHostsFile=${site.knownHosts}`, '-o', 'IdentitiesOnly=yes'],
  ...['-i', site.keyFile, '-p', String(port), `root@${site.address(host)}`],
];

/** The whole script over one connection. */
export const runScript = (site: Site, host: number, script: string, port?: number): Promise<Timed> =>
  expectDone(timed([...sshArgv(site, host, port), 'sh'], { input: script }), 'the plain script');

/** A script to each host, so many at a time, as a careful administrator would. */
export async function runScripts(
  site: Site,
  hosts: number,
  atATime: number,
  scriptOf: (host: number) => string,
): Promise<number> {
  const begun = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let host = next++; host < hosts; host = next++) await runScript(site, host, scriptOf(host));
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return performance.now() - begun;
}
