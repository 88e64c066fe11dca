import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { baseRoot } from '../../lib/lab/base-root.js';
import { packageSources } from '../../lib/lab/package-sources.js';
import { addBootFiles } from '../../test/image/support.js';
import { atMost, type Case } from '../case.js';
import type { Site } from '../site.js';
import { expectDone, interleave, timed } from '../timed.js';
import { tsplayArgv } from '../tools.js';

const PACKAGES = 30;
const FILES = 40;
/** Where the lab's tests keep the same tree. */
const cacheDir = process.env['TSPLAY_LAB_CACHE'] ?? path.resolve(import.meta.dirname, '../../.tsplay/cache');

export const imageBake: Case = {
  name: 'bake',
  summary: `${PACKAGES} packages in a new generation of an image against the same by a plain chroot script`,
  async run(site, { quick }) {
    const name = `bake: ${PACKAGES} packages in a new generation`;
    const reason = whyNot(quick);
    if (reason !== undefined) return [{ name, measured: {}, goals: [], notRun: reason }];
    const image = path.join(site.dir, 'images/bench');
    const base = path.join(image, 'base/root');
    await makeBase(site, base);
    const argv = [...tsplayArgv(site), '--phase', 'production', '-i', inventory(site), play(site)];
    const measured = await interleave(quick ? 1 : 3, {
      script: async () => (await expectDone(timed(['sh'], { input: script(site, base) }), 'the script')).ms,
      tsplay: async () => (await expectDone(timed(argv), 'the bake')).ms,
    });
    expectFiles(path.join(site.dir, 'chroot'));
    expectFiles(path.join(image, 'generations/1/root'));
    const least = measured.tsplay / measured.script;
    return [{ name, measured, goals: [atMost('tsplay / script', least, 1.1)] }];
  },
};

function whyNot(quick: boolean): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can chroot and mount';
  const isCached = existsSync(cacheDir) && readdirSync(cacheDir).some((each) => each.endsWith('.tar'));
  if (isCached) return undefined;
  if (quick) return `no base tree in ${cacheDir} yet: the whole bench makes one`;
  const maker = ['/usr/sbin/debootstrap', '/usr/bin/mmdebstrap'].some((each) => existsSync(each));
  return maker ? undefined : 'neither debootstrap nor mmdebstrap is installed';
}

/** A plain Debian with a kernel that is only a header, and packages of its own: nothing comes over a network. */
async function makeBase(site: Site, base: string): Promise<void> {
  const workDir = path.join(site.dir, 'bootstrap');
  const tar = await baseRoot({ sources: await packageSources(), cacheDir, workDir, extraPackages: [] });
  mkdirSync(base, { recursive: true });
  execFileSync('tar', ['--xattrs', '--numeric-owner', '-C', base, '-xpf', tar]);
  addBootFiles(base);
  const archive = path.join(base, 'srv/bench');
  mkdirSync(archive, { recursive: true });
  for (const name of packageNames) makePackage(site, archive, name);
  writeFileSync(
    path.join(archive, 'Packages'),
    execFileSync('dpkg-scanpackages', ['.'], { cwd: archive, stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  rmSync(path.join(base, 'etc/apt/sources.list.d'), { recursive: true, force: true });
  writeFileSync(path.join(base, 'etc/apt/sources.list'), 'deb [trusted=yes] file:/srv/bench ./\n');
}

const packageNames = Array.from({ length: PACKAGES }, (_, n) => `bench-${n}`);

function makePackage(site: Site, archive: string, name: string): void {
  const tree = `package/${name}`;
  site.file(
    `${tree}/DEBIAN/control`,
    `Package: ${name}\nVersion: 1.0\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: files\n`,
  );
  for (let n = 0; n < FILES; n++) site.file(`${tree}/usr/share/${name}/${n}`, `${name} ${n}\n`.repeat(200));
  execFileSync('dpkg-deb', ['--root-owner-group', '--build', path.join(site.dir, tree), archive], {
    stdio: 'ignore',
  });
}

const inventory = (site: Site): string =>
  site.file(
    'bake.ini',
    `head ansible_connection=local images_dir=${path.join(site.dir, 'images')}\nnode tsplay_image=bench tsplay_image_host=head\n`,
  );

const play = (site: Site): string =>
  site.file(
    'bake.yml',
    JSON.stringify([
      {
        hosts: 'node',
        gather_facts: false,
        tasks: [{ apt: { name: packageNames, update_cache: true, install_recommends: false } }],
      },
    ]),
  );

/** What an administrator writes: a copy of the tree, its file systems, apt-get in it. */
const script = (site: Site, base: string): string => `set -eu
root=${path.join(site.dir, 'chroot')}
rm -rf "$root"
cp -a --reflink=auto ${base} "$root"
unshare --mount sh -eu -c '
mount -t proc proc "$1/proc"
mount -t sysfs sysfs "$1/sys"
mount --rbind /dev "$1/dev"
export DEBIAN_FRONTEND=noninteractive
chroot "$1" apt-get -q update
chroot "$1" apt-get -qy --no-install-recommends install ${packageNames.join(' ')}
' sh "$root"
`;

function expectFiles(root: string): void {
  for (const name of packageNames)
    if (!existsSync(path.join(root, `usr/share/${name}/${FILES - 1}`)))
      throw new Error(`${name} is not in ${root}`);
}
