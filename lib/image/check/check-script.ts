import type { CheckFinding } from './check-finding.js';

/** A script of initramfs-tools that may set up the overlay. */
export interface BootScript {
  /** The directory below scripts/: `init-bottom`, `init-premount`… */
  readonly stage: string;
  readonly name: string;
  readonly text: string;
  /** For findings. */
  readonly where: string;
}

/** Does it make an overlay, or move the root that was mounted? Then it is ours to judge. */
export const setsUpOverlay = (text: string): boolean =>
  /mount\b[^\n]*-t\s+overlay/.test(text) || /mount\b[^\n]*(--move|-o\s*move)[^\n]*rootmnt/.test(text);

/** What is wrong with an overlay script and its place. */
export function checkScript(script: BootScript): CheckFinding[] {
  return [checkStage, checkPrereqs, checkOrderName, checkMove, checkSteps, checkReach, checkSize].flatMap(
    (check) => check(script),
  );
}

type Rule = (script: BootScript) => CheckFinding[];

// initramfs-tools runs: init-top, init-premount, mountroot (nfs-top, nfs-premount, the mount, nfs-bottom), init-bottom
const AFTER_MOUNT = new Set(['init-bottom', 'nfs-bottom', 'local-bottom']);

const checkStage: Rule = ({ stage, name, where }) =>
  AFTER_MOUNT.has(stage)
    ? []
    : [
        {
          trap: 'T1',
          severity: 'error',
          where,
          reason: `scripts/${stage} runs before the root is mounted: there is nothing at \${rootmnt} to move, and NFS is mounted over what the script made; the node comes up with a read-only root`,
          fix: `put it into scripts/init-bottom/${name}`,
        },
      ];

const checkPrereqs: Rule = ({ text, where }) =>
  /\bprereqs\s*\)/.test(text)
    ? []
    : [
        {
          trap: 'T3',
          severity: 'error',
          where,
          reason:
            'it has no prereqs case: mkinitramfs runs the script with the argument "prereqs" on the machine that builds the image, and the overlay code with it',
          fix: 'start with: case ${1:-} in prereqs) echo; exit 0 ;; esac',
        },
      ];

const checkOrderName: Rule = ({ stage, name, text, where }) =>
  stage === 'init-bottom' && name > 'udev' && !/^\s*PREREQS?=/m.test(text)
    ? [
        {
          trap: 'T3',
          severity: 'error',
          where,
          reason: `init-bottom scripts run in the order of their names, and '${name}' comes after 'udev', which has moved /dev into the old root by then`,
          fix: 'give it a name before udev, such as overlayroot',
        },
      ]
    : [];

// klibc's mount knows only -o move; busybox's knows both
const checkMove: Rule = ({ text, where }) =>
  lines(text)
    .filter(({ code }) => /mount\b[^|&;]*--move/.test(code) && !/-o\s*move/.test(code))
    .map(({ number }) => ({
      trap: 'T4',
      severity: 'error',
      where: `${where}:${number}`,
      reason:
        "klibc's mount has no --move (invalid option): this works only if busybox happens to be in the initrd",
      fix: 'mount -n -o move SOURCE TARGET || mount -n --move SOURCE TARGET',
    }));

const checkSteps: Rule = ({ text, where }) => {
  const bare = lines(text).filter(
    ({ code, ended }) => /^\s*mount\b/.test(code) && !/\|\||&&/.test(code) && !ended,
  );
  if (bare.length === 0 || /^\s*set\s+-\w*e/m.test(text)) return [];
  return [
    {
      trap: 'T1',
      severity: 'error',
      where: `${where}:${bare[0]!.number}`,
      reason:
        'a mount that fails is not noticed: the script goes on, says it is complete, and the node boots with a broken root',
      fix: 'end every step with || panic "what failed"',
    },
  ];
};

const checkReach: Rule = ({ text, where }) =>
  !/-t\s+overlay/.test(text) ||
  /mount\b[^\n]*(-o\s*move|--move|--bind|-o\s*bind)[^\n]*\$\{?rootmnt\}?\/\w/.test(text) ||
  /for\s+\w+\s+in/.test(text)
    ? []
    : [
        {
          trap: 'T5',
          severity: 'warning',
          where,
          reason:
            'the lower and upper layers stay in the initramfs: after the switch nothing can reach them, so that neither drift nor the free space of the upper can be told',
          fix: 'move both into ${rootmnt} after the overlay is mounted',
        },
      ];

const checkSize: Rule = ({ text, where }) =>
  lines(text)
    .filter(({ code }) => /mount\b[^\n]*-t\s+tmpfs/.test(code) && !/size=/.test(code))
    .map(({ number }) => ({
      trap: 'T5',
      severity: 'warning',
      where: `${where}:${number}`,
      reason:
        'the upper tmpfs has no size=: it may take half of the memory, and what does not fit fails with "no space left"',
      fix: 'mount it with -o size=…,mode=0755 and let the kernel command line choose the size',
    }));

interface CodeLine {
  readonly number: number;
  readonly code: string;
  /** The next line continues it with || or &&. */
  readonly ended: boolean;
}

function lines(text: string): CodeLine[] {
  const all = text.split('\n').map((line) => line.replace(/(^|\s)#.*$/, ''));
  return all
    .map((code, index) => ({
      number: index + 1,
      code,
      ended: /\\$/.test(code) && /^\s*(\|\||&&)/.test(all[index + 1] ?? ''),
    }))
    .filter(({ code }) => code.trim() !== '');
}
