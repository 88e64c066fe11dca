import { checkScript, setsUpOverlay } from './check-script.js';
import type { CheckFinding } from './check-finding.js';
import type { InitrdEntry } from './read-cpio.js';

export interface InitrdSubject {
  readonly where: string;
  readonly entries: readonly InitrdEntry[];
  /** Version of the kernel that is served with it. */
  readonly kernel: string | undefined;
  /** Modules that the kernel has built in, by name. */
  readonly builtin: ReadonlySet<string>;
  /** Network drivers one of which must be there; by default any. */
  readonly nicDrivers?: readonly string[];
  /** `initramfs`: our own script; `overlayroot`: Ubuntu's package. */
  readonly overlay?: 'initramfs' | 'overlayroot';
}

/** What an initrd lacks to bring up a node with an overlay on an NFS root. */
export function checkInitrd(subject: InitrdSubject): CheckFinding[] {
  return [checkVersion, checkModules, checkDhcpClient, checkScripts, checkOrder].flatMap((check) =>
    check(subject),
  );
}

type Rule = (subject: InitrdSubject) => CheckFinding[];

const moduleName = (path: string): string =>
  /([^/]+?)\.ko(\.\w+)?$/.exec(path)?.[1]?.replaceAll('-', '_') ?? '';

const checkVersion: Rule = ({ where, entries, kernel }) => {
  const versions = new Set(
    entries
      .map(({ name }) => /^(?:usr\/)?lib\/modules\/([^/]+)\//.exec(name)?.[1])
      .filter((each) => each !== undefined),
  );
  if (kernel === undefined || versions.size === 0 || versions.has(kernel)) return [];
  return [
    {
      trap: 'T6',
      severity: 'error',
      where,
      reason: `it has the modules of ${[...versions].join(', ')}, and the kernel served with it is ${kernel}: not one module will load`,
      fix: 'serve kernel and initrd of one generation; tsplay image publish does',
    },
  ];
};

const checkModules: Rule = ({ where, entries, builtin, nicDrivers }) => {
  const paths = entries.map(({ name }) => name).filter((name) => /\.ko(\.\w+)?$/.test(name));
  const here = new Set([...paths.map(moduleName), ...builtin]);
  const findings: CheckFinding[] = [];
  if (!here.has('overlay')) {
    findings.push({
      trap: 'T2',
      severity: 'error',
      where,
      reason: 'there is no overlay module in it: mounting the overlay fails with "No such device"',
      fix: "add 'overlay' to etc/initramfs-tools/modules of the image, or a hook with manual_add_modules overlay",
    });
  }
  if (!here.has('nfs') && !here.has('nfsv3')) {
    findings.push({
      trap: 'T2',
      severity: 'error',
      where,
      reason: 'there is no NFS client in it',
      fix: "BOOT=nfs or MODULES=most in etc/initramfs-tools/initramfs.conf, and 'nfs' in etc/initramfs-tools/modules",
    });
  }
  const nic = nicDrivers
    ? nicDrivers.filter((each) => here.has(each.replaceAll('-', '_')))
    : paths.filter((path) => /\/drivers\/net\//.test(path));
  if (nic.length === 0 && ![...builtin].some((each) => NIC.test(each))) {
    findings.push({
      trap: 'T2',
      severity: 'error',
      where,
      reason: `there is no network driver${nicDrivers ? ` of ${nicDrivers.join(', ')}` : ''} in it`,
      fix: 'MODULES=most (MODULES=dep looks at the machine that builds, not at the node)',
    });
  }
  return findings;
};

const NIC = /^(virtio_net|e1000e?|igb|igc|ixgbe|i40e|ice|r8169|tg3|bnxt_en|mlx[45]_core)$/;

const checkScripts: Rule = ({ where, entries, overlay }) => {
  if (overlay === 'overlayroot') return [];
  const scripts = entries.flatMap(({ name, data }) => {
    const [, stage, file] = /^scripts\/([^/]+)\/([^/]+)$/.exec(name) ?? [];
    const text = data.toString('utf8');
    return stage && file && file !== 'ORDER' && setsUpOverlay(text) && !DISTRIBUTION.has(file)
      ? [{ stage, name: file, text, where: `${where}: ${name}` }]
      : [];
  });
  if (scripts.length > 0) return scripts.flatMap(checkScript);
  if (
    entries.some(({ name }) => /dracut/.test(name)) ||
    !entries.some(({ name }) => name.startsWith('scripts/'))
  )
    return [];
  return [
    {
      trap: 'T1',
      severity: 'error',
      where,
      reason: 'no script in it sets up an overlay: the root stays read-only',
      fix: 'etc/initramfs-tools/scripts/init-bottom/overlayroot in the image, then update-initramfs',
    },
  ];
};

// Ubuntu's initramfs-tools runs a DHCP client of its own where Debian's uses klibc's ipconfig
const checkDhcpClient: Rule = ({ where, entries }) => {
  const functions = entries.find(({ name }) => name === 'scripts/functions')?.data.toString('utf8') ?? '';
  const client = /^\s*(dhclient|dhcpcd)\s+-/m.exec(functions)?.[1];
  if (client === undefined || entries.some(({ name }) => new RegExp(`(^|/)s?bin/${client}$`).test(name)))
    return [];
  return [
    {
      trap: 'T17',
      severity: 'error',
      where: `${where}: scripts/functions`,
      reason: `it asks for its address with ${client}, which is not in it: the network stays down and the NFS mount is tried for ever`,
      fix: `install ${client === 'dhclient' ? 'isc-dhcp-client' : 'dhcpcd-base'} in the image, then make a generation`,
    },
  ];
};

/** Scripts of packages that move the root or make overlays, and do it right. */
const DISTRIBUTION = new Set(['udev', 'plymouth', 'live-bottom', 'casper-bottom', 'cryptroot']);

// The ORDER file is what runs; a script that is not in it does not.
const checkOrder: Rule = ({ where, entries }) => {
  const order = entries.find(({ name }) => name === 'scripts/init-bottom/ORDER')?.data.toString('utf8');
  if (order === undefined) return [];
  const names = [...order.matchAll(/^\/scripts\/init-bottom\/(\S+)/gm)].map(([, name]) => name!);
  const ours = entries
    .filter(
      ({ name, data }) =>
        /^scripts\/init-bottom\/(?!ORDER)/.test(name) && setsUpOverlay(data.toString('utf8')),
    )
    .map(({ name }) => name.replace(/^.*\//, ''))
    .filter((name) => !DISTRIBUTION.has(name));
  return ours.flatMap((name): CheckFinding[] => {
    const at = names.indexOf(name);
    const udev = names.indexOf('udev');
    if (at < 0)
      return [
        {
          trap: 'T3',
          severity: 'error',
          where: `${where}: scripts/init-bottom/${name}`,
          reason:
            'it is not in the ORDER file, so it never runs: it was not executable when the initrd was built, or its prereqs failed',
          fix: 'mode 0755 and a prereqs case, then update-initramfs',
        },
      ];
    if (udev >= 0 && at > udev)
      return [
        {
          trap: 'T3',
          severity: 'error',
          where: `${where}: scripts/init-bottom/ORDER`,
          reason: `'${name}' runs after 'udev', which has moved /dev into the old root by then`,
          fix: 'give it a name before udev, such as overlayroot',
        },
      ];
    return [];
  });
};
