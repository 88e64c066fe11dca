import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageSources } from './package-sources.js';
import { run } from './run.js';

const packages = [
  ...['systemd', 'systemd-sysv', 'dbus', 'udev', 'kmod', 'openssh-server', 'ca-certificates', 'eatmydata'],
  ...['iproute2', 'iputils-ping', 'netbase', 'procps', 'psmisc', 'less', 'debootstrap', 'gpg', 'gpgv'],
];

/** The tar of a plain system for the control host; made once per suite and package list. Returns its path. */
export async function baseRoot(given: {
  readonly sources: PackageSources;
  readonly cacheDir: string;
  readonly extraPackages: readonly string[];
  readonly signal?: AbortSignal | undefined;
}): Promise<string> {
  const { sources, cacheDir } = given;
  const include = [...packages, ...given.extraPackages];
  const key = createHash('sha256')
    .update([sources.suite, ...sources.components, ...include].join(' '))
    .digest('hex');
  const tar = join(cacheDir, `${sources.suite}-${key.slice(0, 12)}.tar`);
  if (existsSync(tar)) return tar;
  mkdirSync(cacheDir, { recursive: true });
  const part = `${tar}.${String(process.pid)}`;
  try {
    await bootstrap(sources, include, part, given.signal);
    renameSync(part, tar);
  } finally {
    rmSync(part, { force: true });
    rmSync(`${part}.d`, { recursive: true, force: true });
  }
  return tar;
}

/** mmdebstrap when the machine has it (about half the time), else debootstrap. */
async function bootstrap(
  sources: PackageSources,
  include: readonly string[],
  tar: string,
  signal?: AbortSignal,
): Promise<void> {
  const { suite, mirror, components } = sources;
  const common = [
    '--variant=minbase',
    `--include=${include.join(',')}`,
    `--components=${components.join(',')}`,
  ];
  if (existsSync('/usr/bin/mmdebstrap')) {
    const fast = ['--dpkgopt=force-unsafe-io', '--aptopt=APT::Install-Recommends "false"', '--format=tar'];
    const proxies = sources.proxyLines.map((line) => `--aptopt=${line}`);
    await run(
      [
        'mmdebstrap',
        ...common,
        ...fast,
        ...proxies,
        suite,
        tar,
        `deb ${mirror} ${suite} ${components.join(' ')}`,
      ],
      {
        signal,
      },
    );
    return;
  }
  const keyring = sources.keyring ? [`--keyring=${sources.keyring}`] : [];
  await run(['debootstrap', ...common, ...keyring, suite, `${tar}.d`, mirror], { signal });
  await run(['tar', '--xattrs', '--numeric-owner', '-C', `${tar}.d`, '-cpf', tar, '.'], { signal });
}
