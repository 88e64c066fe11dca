import { stages, type Stage } from './types.js';

export interface ConsoleStage {
  /** The stages seen since power-on, in order; the last is where the boot is. */
  readonly reached: readonly Stage[];
  /** The last line that looks like trouble and was not followed by progress. */
  readonly trouble?: string;
}

/** Signs in a console's text. A sign marked `anew` also counts when the node was further: it started over. */
const signs: readonly { readonly pattern: RegExp; readonly stage: Stage; readonly anew?: true }[] = [
  { pattern: /reboot: (Restarting system|machine restart)|SeaBIOS \(version/, stage: 'power-on', anew: true },
  { pattern: /reboot: Power down/, stage: 'off', anew: true },
  { pattern: /^net\d: \d+\.\d+|Station IP address is|^My IP address seems to be/, stage: 'dhcp' },
  {
    pattern: /PXELINUX \d|Fetching Netboot Image|Welcome to GRUB|NBP file downloaded/,
    stage: 'loader',
    anew: true,
  },
  { pattern: /\] Linux version \d/, stage: 'kernel', anew: true },
  {
    pattern: /Loading, please wait|Begin: Loading essential drivers|dracut-\d|:: running early hook/,
    stage: 'initramfs',
  },
  {
    pattern: /Begin: Running \/scripts\/(nfs|init)-bottom|dracut: Mounted root filesystem/,
    stage: 'nfs-root',
  },
  { pattern: /overlay.*(complete|ready)|==> .*overlay.*(ok|done)/i, stage: 'overlay' },
  {
    pattern: /systemd\[1\]: systemd \d.* running in system mode|^Welcome to .*Linux.*!$|^\S+ login: ?$/,
    stage: 'systemd',
  },
];

const troubles =
  /Retrying nfs mount|Connection refused|Kernel panic|panic:|No configuration methods|No bootable|Boot failed|Could not boot|Failed to (load image|mount|start)|Permission denied|Operation not permitted|PXE-E\d+|Stale file handle|not found|no response after|cannot move|mount failed|error: /i;

/** How far a boot is, read from its console's text since power-on. */
export function consoleStage(text: string): ConsoleStage {
  let found: ConsoleStage = { reached: ['power-on'] };
  for (const line of plainText(text).split('\n')) {
    const seen = signs.filter((one) => one.pattern.test(line));
    found = seen.reduce((before, sign) => advance(before, sign.stage, sign.anew ?? false), found);
    if (troubles.test(line)) found = { ...found, trouble: line.trim().slice(0, 300) };
  }
  return found;
}

function advance(found: ConsoleStage, stage: Stage, anew: boolean): ConsoleStage {
  const now = lastStage(found.reached);
  if (isFurther(stage, now)) return { reached: [...found.reached, stage] };
  if (!anew || stage === now) return found;
  return { reached: stage === 'off' || stage === 'power-on' ? [stage] : ['power-on', stage] };
}

export const lastStage = (reached: readonly Stage[]): Stage => reached.at(-1) ?? 'off';
export const isFurther = (one: Stage, other: Stage): boolean => stages.indexOf(one) > stages.indexOf(other);

/** Without colours; where the cursor moved, a line ends. */
export function plainText(text: string): string {
  return text
    .replace(/\x1b\[[0-9;]*m/g, '')
    .replace(/\x1b(\[[0-9;?=]*[A-Za-z]|[()][0AB])/g, '\n')
    .replace(/\r/g, '\n')
    .replace(/\n{2,}/g, '\n');
}
