import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageSources } from './package-sources.js';
import { run } from './run.js';

const packages = [
  ...['systemd', 'systemd-sysv', 'dbus', 'udev', 'kmod', 'openssh-server', 'ca-certificates', 'eatmydata'],
  ...['iproute2', 'iputils-ping', 'netbase', 'procps', 'psmisc', 'less', 'debootstrap', 'gpg', 'gpgv'],
];

export interface BaseOptions {
  readonly sources: PackageSources;
  readonly cacheDir: string;
  /** Where the tree is put together; removed by whoever made it. */
  readonly workDir: string;
  readonly extraPackages: readonly string[];
  /** Makes a command one that `down` finds when we are killed. */
  readonly wrap?: (argv: readonly string[]) => readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** The tar of a plain system for the control host; made once per suite and package list. Returns its path. */
export async function baseRoot(options: BaseOptions): Promise<string> {
  const { sources, cacheDir, workDir } = options;
  const include = [...packages, ...options.extraPackages];
  const key = createHash('sha256')
    .update([sources.suite, ...sources.components, ...include].join(' '))
    .digest('hex');
  const tar = join(cacheDir, `${sources.suite}-${key.slice(0, 12)}.tar`);
  if (existsSync(tar)) return tar;
  mkdirSync(cacheDir, { recursive: true });
  mkdirSync(workDir, { recursive: true });
  const made = join(workDir, 'base.tar');
  await bootstrap(options, include, made);
  // the cache may be on another file system, and another lab may look into it at any moment
  const part = `${tar}.${String(process.pid)}`;
  await run(['cp', made, part])
    .then(() => renameSync(part, tar))
    .finally(() => rmSync(part, { force: true }));
  await run(['rm', '-rf', '--one-file-system', '--', workDir]);
  return tar;
}

/** mmdebstrap when the machine has it (about half the time), else debootstrap. */
async function bootstrap(options: BaseOptions, include: readonly string[], tar: string): Promise<void> {
  const { suite, mirror, components, proxyLines, keyring } = options.sources;
  const { wrap = (argv) => argv, signal } = options;
  const common = [
    '--variant=minbase',
    `--include=${include.join(',')}`,
    `--components=${components.join(',')}`,
  ];
  if (existsSync('/usr/bin/mmdebstrap')) {
    const fast = ['--dpkgopt=force-unsafe-io', '--aptopt=APT::Install-Recommends "false"', '--format=tar'];
    const proxies = proxyLines.map((line) => `--aptopt=${line}`);
    const source = `deb ${mirror} ${suite} ${components.join(' ')}`;
    await run(wrap(['mmdebstrap', ...common, ...fast, ...proxies, suite, tar, source]), { signal });
    return;
  }
  const trust = keyring ? [`--keyring=${keyring}`] : [];
  // in a mount namespace of its own: what debootstrap mounts is gone with it, however it ends
  const tree = [
    'unshare',
    '--mount',
    'env',
    ...proxyEnvironment(proxyLines),
    'debootstrap',
    ...common,
    ...trust,
    suite,
    `${tar}.d`,
    mirror,
  ];
  await run(wrap(tree), { signal });
  await run(['tar', '--xattrs', '--numeric-owner', '-C', `${tar}.d`, '-cpf', tar, '.'], { signal });
}

/** debootstrap does not read apt's configuration. */
const proxyEnvironment = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    const [, scheme, proxy] = /^Acquire::(https?)::Proxy "(.*)";$/i.exec(line) ?? [];
    return scheme && proxy && proxy !== 'DIRECT' ? [`${scheme}_proxy=${proxy}`] : [];
  });
