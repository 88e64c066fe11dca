import { readFileSync, existsSync } from 'node:fs';
import { TsplayError } from '../core/problem.js';
import { run } from './run.js';

/** Where the machine itself gets its distribution's packages from; the control host does the same. */
export interface PackageSources {
  readonly suite: string;
  /** The archive of the suite itself, for debootstrap. */
  readonly mirror: string;
  readonly components: readonly string[];
  /** One-line source entries, updates and security included. */
  readonly lines: readonly string[];
  /** `Acquire::…::Proxy` lines of apt's configuration and of the environment. */
  readonly proxyLines: readonly string[];
  readonly keyring?: string;
}

interface Target {
  readonly uri: string;
  readonly release: string;
  readonly component: string;
  readonly origin: string;
}

/** Reads apt's own view of its configuration, whatever files and formats it is written in. */
export async function packageSources(): Promise<PackageSources> {
  const os = osRelease();
  const targets = (await indexTargets()).filter((one) => one.origin === os.id);
  const main = targets.filter((one) => one.release === os.codename);
  const mirror = main[0]?.uri;
  if (!mirror) {
    throw new TsplayError({
      code: 'no-package-source',
      message: `apt knows no archive of ${os.id} ${os.codename} on this machine`,
      hint: `run 'apt-get update' and look at /etc/apt/sources.list`,
    });
  }
  const keyring = `/usr/share/keyrings/${os.id}-archive-keyring.gpg`;
  return {
    suite: os.codename,
    mirror,
    components: unique(main.map((one) => one.component)),
    lines: unique(targets.map((one) => `deb ${one.uri} ${one.release} ${one.component}`)),
    proxyLines: await proxyLines(),
    ...(existsSync(keyring) ? { keyring } : {}),
  };
}

async function indexTargets(): Promise<Target[]> {
  const format = ['REPO_URI', 'RELEASE', 'COMPONENT', 'ORIGIN'].map((name) => `$(${name})`).join('|');
  const text = await run(['apt-get', 'indextargets', '--format', format, 'Created-By: Packages']);
  return text.split('\n').flatMap((line) => {
    const [uri, release, component, origin] = line.split('|');
    if (!uri || !release || !component || !origin) return [];
    return [{ uri: realUri(uri), release, component, origin: origin.toLowerCase() }];
  });
}

/** `mirror+file:/etc/apt/mirrors.txt` is a list on this machine only: take its first entry. */
function realUri(uri: string): string {
  const file = /^mirror\+file:\/*(\/.*?)\/?$/.exec(uri)?.[1];
  if (!file || !existsSync(file)) return uri;
  const first = readFileSync(file, 'utf8')
    .split('\n')
    .find((line) => /^\w+:/.test(line));
  return first?.split(/\s/)[0] ?? uri;
}

async function proxyLines(): Promise<string[]> {
  const config = await run(['apt-config', 'dump', 'Acquire']);
  const lines = config.split('\n').filter((line) => /^Acquire::https?::Proxy\b.* ".+";$/i.test(line));
  const environment = ['http', 'https'].flatMap((scheme) => {
    const proxy = process.env[`${scheme}_proxy`];
    const told = lines.some((line) => line.startsWith(`Acquire::${scheme}::Proxy `));
    return proxy && !told ? [`Acquire::${scheme}::Proxy "${proxy}";`] : [];
  });
  return [...lines, ...environment];
}

function osRelease(): { id: string; codename: string } {
  const text = readFileSync('/etc/os-release', 'utf8');
  const field = (name: string): string => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return { id: field('ID'), codename: field('VERSION_CODENAME') };
}

const unique = (list: readonly string[]): string[] => [...new Set(list)];
