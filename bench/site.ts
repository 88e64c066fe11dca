import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startSshd } from '../test/connect/support/start-sshd.js';

/** Hosts on addresses of the loopback, all served by one sshd of our own. */
export interface Site {
  readonly dir: string;
  readonly port: number;
  readonly keyFile: string;
  readonly knownHosts: string;
  readonly tsplay: readonly string[];
  /** Writes an inventory of so many hosts and tells its path. */
  inventory(hosts: number, vars?: Readonly<Record<string, string | number>>): string;
  file(name: string, text: string): string;
  address(host: number): string;
  /** The host key is also that of another port of the first address. */
  trust(port: number): void;
  stop(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const sshd = await startSshd({
    listen: '0.0.0.0',
    config: [
      'AllowUsers root@127.0.0.0/8',
      'MaxStartups 1000:1:2000',
      'Subsystem sftp internal-sftp',
      'MaxSessions 1000',
    ],
  });
  const dir = path.join(sshd.dir, 'work');
  mkdirSync(dir);
  trustAddresses(sshd.knownHosts, sshd.port, 250);
  const file = (name: string, text: string): string => {
    const full = path.join(dir, name);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
    return full;
  };
  return {
    dir,
    port: sshd.port,
    keyFile: sshd.keyFile,
    knownHosts: sshd.knownHosts,
    tsplay: [process.execPath, path.resolve(import.meta.dirname, '../dist/cli.cjs')],
    file,
    address,
    trust: (other) => trustAddresses(sshd.knownHosts, other, 1),
    inventory: (hosts, vars = {}) => {
      const lines = Array.from({ length: hosts }, (_, i) => `n${i} ansible_host=${address(i)}`);
      const common: Record<string, string | number> = {
        ansible_port: sshd.port,
        ansible_user: 'root',
        ansible_ssh_private_key_file: sshd.keyFile,
        ansible_ssh_common_args: `-F none -o UserKnownHostsFile=${sshd.knownHosts}`,
        ansible_python_interpreter: '/usr/bin/python3',
        // on a busy machine one sshd for all of them takes its time
        ansible_timeout: 60,
        ...vars,
      };
      // quoted, a number would be a text, which mitogen does not take
      const of = Object.entries(common).map(([name, value]) =>
        typeof value === 'number' ? `${name}=${value}` : `${name}='${value}'`,
      );
      return file(
        `hosts-${hosts}-${Object.values(vars).join('-')}.ini`,
        `${lines.join('\n')}\n[all:vars]\n${of.join('\n')}\n`,
      );
    },
    stop: async () => {
      rmSync(dir, { recursive: true, force: true });
      await sshd.stop();
    },
  };
}

const address = (host: number): string => `127.1.${Math.floor(host / 250)}.${(host % 250) + 1}`;

function trustAddresses(file: string, port: number, count: number): void {
  const key = readFileSync(file, 'utf8').split('\n')[0]!.split(' ').slice(1).join(' ');
  const lines = Array.from({ length: count }, (_, i) => `[${address(i)}]:${port} ${key}`);
  appendFileSync(file, `${lines.join('\n')}\n`);
}
