import type { CheckFinding } from './check-finding.js';

/** A boot entry of a loader: what it gives the kernel, and whether it loads an initrd. */
export interface BootEntry {
  readonly where: string;
  readonly cmdline: string;
  readonly kernel: string | undefined;
  readonly initrd: string | undefined;
  readonly loader: 'pxelinux' | 'grub';
}

/** The entries of a pxelinux or GRUB configuration (also of a template of one). */
export function readBootEntries(text: string, where: string): BootEntry[] {
  const loader = /^\s*(linux|linuxefi)\s/m.test(text) ? 'grub' : 'pxelinux';
  return loader === 'grub' ? readGrub(text, where) : readPxelinux(text, where);
}

/** What is wrong with a boot entry of a node whose root is on NFS. */
export function checkBootEntry(entry: BootEntry): CheckFinding[] {
  const words = entry.cmdline.split(/\s+/).filter(Boolean);
  return RULES.flatMap((rule) => rule(entry, words));
}

function readGrub(text: string, where: string): BootEntry[] {
  const entries: BootEntry[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [command, first, ...rest] = line.trim().split(/\s+/);
    if (command === 'linux' || command === 'linuxefi') {
      entries.push({
        where: `${where}:${index + 1}`,
        cmdline: templateWords([first ?? '', ...rest].join(' ')).replace(/^\S+\s*/, ''),
        kernel: first,
        initrd: undefined,
        loader: 'grub',
      });
    }
    const last = entries.at(-1);
    if ((command === 'initrd' || command === 'initrdefi') && last)
      entries[entries.length - 1] = { ...last, initrd: first };
  }
  return entries;
}

function readPxelinux(text: string, where: string): BootEntry[] {
  const entries: BootEntry[] = [];
  const update = (change: Partial<BootEntry>): void => {
    const last = entries.at(-1);
    if (last) entries[entries.length - 1] = { ...last, ...change };
  };
  for (const [index, line] of text.split('\n').entries()) {
    const [, word = '', rest = ''] = /^\s*(\S+)\s*(.*)$/.exec(line) ?? [];
    const command = word.toLowerCase();
    if (command === 'kernel' || command === 'linux')
      entries.push({
        where: `${where}:${index + 1}`,
        cmdline: '',
        kernel: rest,
        initrd: undefined,
        loader: 'pxelinux',
      });
    if (command === 'initrd') update({ initrd: rest });
    if (command === 'append') {
      const initrd = /(?:^|\s)initrd=(\S+)/.exec(rest)?.[1];
      update({ cmdline: templateWords(rest), where: `${where}:${index + 1}`, ...(initrd ? { initrd } : {}) });
    }
  }
  return entries;
}

/** A template's expression is one word, whatever is in it. */
const templateWords = (text: string): string => text.replace(/\{\{.*?\}\}|<%.*?%>/g, 'TEMPLATE');

type Rule = (entry: BootEntry, words: readonly string[]) => CheckFinding[];

const error = (trap: string, where: string, reason: string, fix: string): CheckFinding[] => [
  { trap, severity: 'error', where, reason, fix },
];
const warning = (trap: string, where: string, reason: string, fix: string): CheckFinding[] => [
  { trap, severity: 'warning', where, reason, fix },
];
const valueOf = (words: readonly string[], name: string): string | undefined =>
  words.findLast((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);

const RULES: readonly Rule[] = [
  ({ where, initrd }) =>
    initrd === undefined
      ? error(
          'T14',
          where,
          'no initrd is loaded: the kernel has neither the NFS client nor the overlay',
          'add an initrd line for the same generation as the kernel',
        )
      : [],
  ({ where }, words) => {
    const root = valueOf(words, 'root');
    return root === '/dev/nfs' || root?.startsWith('nfs') || words.includes('boot=nfs')
      ? []
      : error('T7', where, `root=${root ?? ''} is no NFS root`, 'root=/dev/nfs nfsroot=ADDRESS:PATH');
  },
  ({ where }, words) => {
    const server = /^([^:,]+):/.exec(valueOf(words, 'nfsroot') ?? '')?.[1];
    return server === undefined || server === 'TEMPLATE' || /^[\d.]+$/.test(server)
      ? []
      : error(
          'T7',
          where,
          `the initramfs cannot look up '${server}': nfsroot takes an address`,
          'write the address of the NFS server',
        );
  },
  ({ where }, words) => {
    const options = (valueOf(words, 'nfsroot') ?? '').split(',').slice(1);
    const bad = options.find((option) => /^(nfs)?vers=[^23]/.test(option) || /^v4/.test(option));
    return bad === undefined
      ? []
      : error(
          'T7',
          where,
          `klibc's nfsmount does not know '${bad}': it speaks NFS 2 and 3 only`,
          'vers=3,tcp',
        );
  },
  ({ where }, words) =>
    valueOf(words, 'ip') === undefined && valueOf(words, 'BOOTIF') === undefined
      ? error(
          'T9',
          where,
          'there is no ip=: the initramfs does not configure a network',
          'ip=dhcp, with BOOTIF= where a node has more than one interface',
        )
      : [],
  ({ where }, words) => {
    const bootif = valueOf(words, 'BOOTIF');
    const isGood =
      bootif === undefined ||
      /^01-([0-9a-f]{2}-){5}[0-9a-f]{2}$/i.test(bootif) ||
      /TEMPLATE|^01-\$\{?net_default_mac\}?$/.test(bootif);
    return isGood
      ? []
      : error(
          'T14',
          where,
          `BOOTIF=${bootif} has not the form 01-aa-bb-cc-dd-ee-ff: initramfs-tools strips up to the first '-' and waits 180 s for an interface it never finds`,
          'BOOTIF=01-aa-bb-cc-dd-ee-ff (GRUB: 01-$net_default_mac)',
        );
  },
  ({ where }, words) =>
    words.includes('ro') ||
    words.includes('overlayroot=tmpfs') ||
    words.some((word) => word.startsWith('overlayroot='))
      ? []
      : error('T8', where, "there is no 'ro': the initramfs mounts the shared root read-write", 'add ro'),
  ({ where }, words) =>
    words.includes('ro') && words.some((word) => word.startsWith('overlayroot='))
      ? error(
          'T16',
          where,
          "the package overlayroot mounts the merged root read-only when 'ro' is on the command line",
          "drop 'ro' with overlayroot=",
        )
      : [],
  ({ where }, words) =>
    (words.includes('quiet') || words.includes('splash')) && valueOf(words, 'console') === undefined
      ? warning(
          'T14',
          where,
          "'quiet splash' without console= hides what the initramfs says: a node that does not come up says nothing",
          'add console=ttyS0 console=tty0, or drop quiet and splash',
        )
      : [],
  ({ where }, words) =>
    valueOf(words, 'panic') === undefined
      ? warning(
          'T14',
          where,
          'there is no panic=: a node whose boot fails waits for ever in a shell that nobody sees',
          'panic=30 makes it try again',
        )
      : [],
  ({ where }, words) =>
    valueOf(words, 'systemd.machine_id') === undefined && !words.includes('systemd.machine_id=firmware')
      ? warning(
          'T11',
          where,
          'there is no systemd.machine_id=: nodes of one image share an id, or have a new one at each boot',
          'one per node, made of its MAC',
        )
      : [],
];
