import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { throughUplink } from './loopback.js';
import type { PackageSources } from './package-sources.js';
import { run } from './run.js';
import { controlName, type LabPlan } from './types.js';

/** Units that only cost time in a control host that lives for an hour. */
const masked = [
  ...[
    'apt-daily.timer',
    'apt-daily-upgrade.timer',
    'dpkg-db-backup.timer',
    'e2scrub_all.timer',
    'fstrim.timer',
  ],
  ...[
    'console-getty.service',
    'systemd-timesyncd.service',
    'systemd-networkd.service',
    'systemd-resolved.service',
  ],
];

export const controlRoot = (plan: LabPlan): string => join(plan.dir, 'control');
export const privateKey = (plan: LabPlan): string => join(plan.dir, 'ssh', 'id_ed25519');
export const knownHosts = (plan: LabPlan): string => join(plan.dir, 'ssh', 'known_hosts');

/** Unpacks the base and makes it this lab's control host: name, keys, package sources, name server. */
export async function makeControlRoot(
  plan: LabPlan,
  tar: string,
  sources: PackageSources,
  signal?: AbortSignal,
): Promise<void> {
  const root = controlRoot(plan);
  mkdirSync(root, { recursive: true });
  await run(['tar', '--xattrs', '--xattrs-include=*', '--numeric-owner', '-C', root, '-xpf', tar], {
    signal,
  });
  await makeKeys(plan, root);
  writeIdentity(plan, root);
  writeSources(plan, root, sources);
  for (const unit of masked) {
    const link = join(root, 'etc/systemd/system', unit);
    rmSync(link, { force: true });
    symlinkSync('/dev/null', link);
  }
}

/** One key pair for all the lab; the control host's own key is known before it first runs. */
async function makeKeys(plan: LabPlan, root: string): Promise<void> {
  const keys = join(plan.dir, 'ssh');
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  const make = (file: string, comment: string): Promise<string> =>
    run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', file]);
  if (!existsSync(privateKey(plan))) await make(privateKey(plan), 'tsplay-lab');
  mkdirSync(join(root, 'root/.ssh'), { recursive: true, mode: 0o700 });
  copyFileSync(`${privateKey(plan)}.pub`, join(root, 'root/.ssh/authorized_keys'));
  const etc = join(root, 'etc/ssh');
  for (const file of readdirSync(etc)) if (file.startsWith('ssh_host_')) rmSync(join(etc, file));
  await make(join(etc, 'ssh_host_ed25519_key'), controlName);
  const [type, key] = (await run(['cat', join(etc, 'ssh_host_ed25519_key.pub')])).split(' ');
  writeFileSync(knownHosts(plan), `${plan.lan.control} ${type ?? ''} ${key ?? ''}\n`);
}

function writeIdentity(plan: LabPlan, root: string): void {
  const etc = (file: string, text: string): void => {
    rmSync(join(root, 'etc', file), { force: true });
    writeFileSync(join(root, 'etc', file), text);
  };
  etc('hostname', `${controlName}\n`);
  etc('hosts', `127.0.0.1 localhost\n${plan.lan.control} ${controlName}\n`);
  etc('resolv.conf', `nameserver ${plan.machineAddress}\n`);
  etc('machine-id', '');
  // kept on disk, so that the lab reads it without asking the control host
  mkdirSync(join(root, 'var/log/journal'), { recursive: true });
}

function writeSources(plan: LabPlan, root: string, sources: PackageSources): void {
  const apt = (file: string, lines: readonly string[]): void =>
    writeFileSync(
      join(root, 'etc/apt', file),
      lines.map((line) => `${throughUplink(line, plan.machineAddress)}\n`).join(''),
    );
  rmSync(join(root, 'etc/apt/sources.list.d'), { recursive: true, force: true });
  mkdirSync(join(root, 'etc/apt/sources.list.d'));
  apt('sources.list', sources.lines);
  apt('apt.conf.d/80tsplay-lab', [
    ...sources.proxyLines,
    'Acquire::Languages "none";',
    'Dpkg::Options:: "--force-unsafe-io";',
  ]);
  const authorities = '/etc/ssl/certs/ca-certificates.crt';
  if (sources.lines.some((line) => line.includes('https:')) && existsSync(authorities)) {
    mkdirSync(join(root, 'etc/ssl/certs'), { recursive: true });
    copyFileSync(authorities, join(root, authorities));
    chmodSync(join(root, authorities), 0o644);
  }
}
