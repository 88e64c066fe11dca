import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { checkBootEntry, readBootEntries } from '../../lib/image/check/check-boot-line.js';
import { checkExports } from '../../lib/image/check/check-exports.js';
import type { CheckFinding } from '../../lib/image/check/check-finding.js';
import { checkInitrd } from '../../lib/image/check/check-initrd.js';
import { checkRoot } from '../../lib/image/check/check-root.js';
import { checkScript } from '../../lib/image/check/check-script.js';
import { checkServed } from '../../lib/image/check/check-served.js';
import { readInitrd } from '../../lib/image/check/read-initrd.js';
import { makeCpio } from './make-cpio.js';
import { makeInitrd, OVERLAY_SCRIPT, type InitrdParts } from './support.js';

const brief = (findings: readonly CheckFinding[]): string[] =>
  findings.map(({ trap, severity }) => `${trap} ${severity}`);

async function check(parts: InitrdParts, kernel = '6.1.0-1'): Promise<readonly CheckFinding[]> {
  return checkInitrd({
    where: 'initrd.img',
    entries: await readInitrd(makeInitrd(parts)),
    kernel,
    builtin: new Set(),
  });
}

describe('image check: the initrd', () => {
  const cases: readonly (readonly [
    what: string,
    parts: InitrdParts,
    expected: readonly string[],
    says: RegExp,
  ])[] = [
    ['a good one', {}, [], /^$/],
    [
      'the stage before the root is mounted',
      { stage: 'init-premount' },
      ['T1 error'],
      /before the root is mounted.*init-bottom\/overlayroot/s,
    ],
    [
      'no script at all',
      { script: null, order: '/scripts/init-bottom/udev "$@"\n' },
      ['T1 error'],
      /no script in it sets up an overlay/,
    ],
    [
      'no overlay module',
      { modules: ['fs/nfs/nfs.ko', 'drivers/net/e1000.ko'] },
      ['T2 error'],
      /No such device/,
    ],
    [
      'no NFS client',
      { modules: ['fs/overlayfs/overlay.ko', 'drivers/net/e1000.ko'] },
      ['T2 error'],
      /no NFS client/,
    ],
    [
      'no network driver',
      { modules: ['fs/overlayfs/overlay.ko', 'fs/nfs/nfs.ko'] },
      ['T2 error'],
      /no network driver/,
    ],
    [
      'no prereqs case',
      { script: OVERLAY_SCRIPT.replace(/^case[\s\S]*?esac\n/m, '') },
      ['T3 error'],
      /on the machine that builds/,
    ],
    [
      'a name after udev',
      { name: 'zoverlay', order: '/scripts/init-bottom/udev "$@"\n/scripts/init-bottom/zoverlay "$@"\n' },
      ['T3 error', 'T3 error'],
      /after 'udev'/,
    ],
    ['not in ORDER', { order: '/scripts/init-bottom/udev "$@"\n' }, ['T3 error'], /never runs/],
    [
      '--move alone',
      { script: OVERLAY_SCRIPT.replace('mount -n -o move "$rootmnt" /lower || ', '') },
      ['T4 error'],
      /klibc/,
    ],
    [
      'an unchecked step',
      { script: OVERLAY_SCRIPT.replace(' || panic overlay', '') },
      ['T1 error'],
      /not noticed/,
    ],
    ['a tmpfs without size', { script: OVERLAY_SCRIPT.replace('size=50%,', '') }, ['T5 warning'], /no size=/],
    [
      'layers left behind',
      { script: OVERLAY_SCRIPT.replace(/^mount -n -o move \/lower.*\n/m, '') },
      ['T5 warning'],
      /nothing can reach them/,
    ],
    ['modules of another kernel', { version: '5.10.0-9' }, ['T6 error'], /5\.10\.0-9.*6\.1\.0-1/],
    [
      'no DHCP client where the scripts want one',
      { functions: 'run_dhclient() {\n\tdhclient -v -1 "$@"\n}\n' },
      ['T17 error'],
      /dhclient, which is not in it.*isc-dhcp-client/s,
    ],
    ['a DHCP client', { functions: '\tdhclient -v -1 "$@"\n', more: ['usr/sbin/dhclient'] }, [], /^$/],
  ];
  for (const [what, parts, expected, says] of cases) {
    it(what, async () => {
      const findings = await check(parts);
      expect(brief(findings), JSON.stringify(findings, null, 1)).to.deep.equal(expected);
      expect(findings.map(({ reason, fix }) => `${reason} ${fix}`).join('\n')).to.match(says);
      for (const finding of findings) expect(finding.fix, finding.reason).to.match(/\w{3}/);
    });
  }

  it('a module that is built in is there', () => {
    const builtin = new Set(['overlay', 'nfs', 'virtio_net']);
    const entries = [
      { name: 'scripts/init-bottom/overlayroot', mode: 0o100755, data: Buffer.from(OVERLAY_SCRIPT) },
    ];
    expect(checkInitrd({ where: 'x', entries, kernel: '6.1', builtin })).to.deep.equal([]);
  });
});

describe('image check: reading an initrd', () => {
  const main = makeCpio([['scripts/functions', 'text']]);
  const early = makeCpio([['kernel/x86/microcode/GenuineIntel.bin', 'microcode']]);
  const tools: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    ['plain', (bytes) => bytes],
    ['gzip', (bytes) => gzipSync(bytes)],
    ['zstd', pipe('zstd', '-qc')],
    ['xz', pipe('xz', '-qc', '--check=crc32')],
    ['lz4', pipe('lz4', '-qlc')],
    ['bzip2', pipe('bzip2', '-qc')],
  ];
  for (const [name, compress] of tools) {
    it(`${name}, with microcode before it`, async () => {
      const entries = await readInitrd(Buffer.concat([early, Buffer.alloc(512), compress(main)]));
      expect(entries.map((each) => each.name)).to.deep.equal([
        'kernel/x86/microcode/GenuineIntel.bin',
        'scripts/functions',
      ]);
      expect(entries[1]!.data.toString()).to.equal('text');
    });
  }

  for (const [name, bytes] of [
    ['text', Buffer.from('not an initrd')],
    ['cut off', main.subarray(0, 130)],
    ['damaged', gzipSync(main).fill(0x55, 12, 40)],
  ] as const)
    it(`says why it cannot read what is ${name}`, async () => {
      let message = '';
      await readInitrd(Buffer.from(bytes)).catch((error: Error) => (message = error.message));
      expect(message).to.match(/\w/);
    });
});

function pipe(tool: string, ...args: string[]): (bytes: Buffer) => Buffer {
  return (bytes) => spawnSync(tool, args, { input: bytes }).stdout;
}

const GOOD =
  'root=/dev/nfs nfsroot=10.0.0.1:/srv/1/root,vers=3,tcp ip=dhcp BOOTIF=01-52-54-00-00-00-01 ro panic=30 console=ttyS0 systemd.machine_id=0123';

describe('image check: the kernel command line', () => {
  const cases: readonly (readonly [what: string, cmdline: string, expected: readonly string[]])[] = [
    ['a good one', GOOD, []],
    ['NFS 4', GOOD.replace('vers=3', 'vers=4.2'), ['T7 error']],
    ['nfsvers', GOOD.replace('vers=3', 'nfsvers=4'), ['T7 error']],
    ['a name for the server', GOOD.replace('10.0.0.1', 'server'), ['T7 error']],
    ['a disk for root', GOOD.replace('/dev/nfs', '/dev/sda1'), ['T7 error']],
    ['no ip=', GOOD.replace('ip=dhcp BOOTIF=01-52-54-00-00-00-01 ', ''), ['T9 error']],
    ['colons alone in BOOTIF', GOOD.replace('01-52-54-00-00-00-01', '01:52:54:00:00:00:01'), ['T14 error']],
    ["GRUB's own MAC", GOOD.replace('01-52-54-00-00-00-01', '01-$net_default_mac'), []],
    ['no ro', GOOD.replace(' ro ', ' '), ['T8 error']],
    ['overlayroot with ro', `${GOOD} overlayroot=tmpfs`, ['T16 error']],
    ['overlayroot without ro', `${GOOD.replace(' ro ', ' ')} overlayroot=tmpfs`, []],
    ['quiet without console', `${GOOD.replace('console=ttyS0', '')} quiet splash`, ['T14 warning']],
    ['no panic', GOOD.replace('panic=30', ''), ['T14 warning']],
    ['no machine id', GOOD.replace('systemd.machine_id=0123', ''), ['T11 warning']],
  ];
  for (const [what, cmdline, expected] of cases)
    it(what, () => {
      const grub = readBootEntries(
        `menuentry x {\n  linux /vmlinuz ${cmdline}\n  initrd /initrd.img\n}\n`,
        'grub.cfg',
      );
      const pxelinux = readBootEntries(
        `LABEL x\n  KERNEL vmlinuz\n  INITRD initrd.img\n  APPEND ${cmdline}\n`,
        'default',
      );
      for (const entries of [grub, pxelinux]) {
        expect(entries).to.have.length(1);
        expect(brief(entries.flatMap(checkBootEntry))).to.deep.equal(expected);
      }
    });

  it('a kernel without an initrd', () => {
    expect(
      brief(readBootEntries(`linux /vmlinuz ${GOOD}\n`, 'grub.cfg').flatMap(checkBootEntry)),
    ).to.deep.equal(['T14 error']);
    expect(
      readBootEntries(`LABEL x\nKERNEL v\nAPPEND initrd=i ${GOOD}\n`, 'default').flatMap(checkBootEntry),
    ).to.deep.equal([]);
  });
});

describe('image check: exports, modes, versions, files of the root', () => {
  const exportsCases: readonly (readonly [string, readonly string[]])[] = [
    ['/srv/r 10.0.0.0/24(ro,no_root_squash,no_subtree_check,fsid=1)', []],
    ['/srv/r *(ro,no_root_squash,no_subtree_check)', ['T8 error']],
    ['/srv/r 10.0.0.0/24 (ro,no_root_squash)', ['T8 error', 'T8 error']],
    ['/srv/r 10.0.0.0/24(rw,no_root_squash)', ['T8 error']],
    ['/srv/r 10.0.0.0/24(ro)', ['T8 error']],
    ['/srv/r 10.0.0.0/24(ro,no_root_squash,subtree_check)', ['T8 error']],
    ['/srv/r 10.0.0.0/24(ro,no_root_squash,insecure)', ['T8 warning']],
    ['/srv/other *(rw)', []],
  ];
  for (const [line, expected] of exportsCases)
    it(line, () =>
      expect(brief(checkExports(`# x\n${line}\n`, '/srv/r', 'exports'))).to.deep.equal(expected),
    );

  const served = {
    kernel: '6.1',
    release: '6.1',
    modules: ['6.1'],
    modes: [{ path: '/b/vmlinuz', mode: '0644', type: 'file' }],
    differs: [],
  };
  it('all well', () => expect(checkServed(served)).to.deep.equal([]));
  for (const [what, change] of [
    ['a kernel for root only', { modes: [{ path: '/b/vmlinuz', mode: '0600', type: 'file' }] }],
    ['a directory nobody may enter', { modes: [{ path: '/b', mode: '0700', type: 'directory' }] }],
    ['a file that is missing', { modes: [{ path: '/b/vmlinuz', mode: '', type: 'absent' }] }],
    ['another kernel', { release: '5.10' }],
    ['no modules', { modules: ['5.10'] }],
    ['a stale copy', { differs: [{ served: 'initrd.img', inImage: 'initrd.img-6.1' }] }],
  ] as const)
    it(what, () => expect(brief(checkServed({ ...served, ...change }))).to.deep.equal(['T6 error']));

  it('a root in fstab, and DHCP on the boot interface', () => {
    const files = new Map([
      ['etc/fstab', 'UUID=1 / ext4 defaults 0 1\n# /dev/x / y\nproc /proc proc\n'],
      ['etc/network/interfaces', 'auto eth0\niface eth0 inet dhcp\niface eth1 inet manual\n'],
    ]);
    expect(checkRoot(files).map(({ trap, where }) => [trap, where])).to.deep.equal([
      ['T15', 'etc/fstab:1'],
      ['T10', 'etc/network/interfaces:2'],
    ]);
  });
});

describe('image check: the script and the boot line that everybody copies', () => {
  const read = (name: string): string =>
    readFileSync(new URL(`../fixtures/image/${name}`, import.meta.url), 'utf8');

  it('names the stage first, and every other trap', () => {
    const findings = checkScript({
      stage: 'init-premount',
      name: 'overlayroot',
      text: read('overlayroot.j2'),
      where: 'overlayroot.j2',
    });
    expect(brief(findings)).to.deep.equal([
      'T1 error',
      'T3 error',
      'T4 error',
      'T1 error',
      'T5 warning',
      'T5 warning',
    ]);
    expect(findings[0]!.reason).to.include('runs before the root is mounted');
    expect(findings[0]!.fix).to.equal('put it into scripts/init-bottom/overlayroot');
  });

  it('misses the initrd line', () => {
    const entries = readBootEntries(read('grub.cfg.j2'), 'grub.cfg.j2');
    expect(brief(entries.flatMap(checkBootEntry))).to.deep.equal([
      'T14 error',
      'T14 warning',
      'T14 warning',
      'T11 warning',
    ]);
  });
});
