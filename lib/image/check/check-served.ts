import type { CheckFinding } from './check-finding.js';

/** How kernel and initrd are served, and what the image says about itself. */
export interface ServedFiles {
  readonly kernel: string;
  /** Release in the header of the kernel that is served; empty when it has none. */
  readonly release: string;
  /** Versions below /lib/modules of the image. */
  readonly modules: readonly string[];
  readonly modes: readonly { readonly path: string; readonly mode: string; readonly type: string }[];
  /** Boot files whose copy is not what the image has. */
  readonly differs: readonly { readonly served: string; readonly inImage: string }[];
}

/** Files that the loader cannot read, and versions that do not belong together. */
export function checkServed(files: ServedFiles): CheckFinding[] {
  return [...checkModes(files), ...checkVersions(files), ...checkCopies(files)];
}

const checkModes = ({ modes }: ServedFiles): CheckFinding[] =>
  modes
    .filter(
      ({ mode, type }) =>
        type === 'absent' || (Number.parseInt(mode, 8) & (type === 'directory' ? 0o001 : 0o004)) === 0,
    )
    .map(({ path, mode, type }) => ({
      trap: 'T6',
      severity: 'error',
      where: path,
      reason:
        type === 'absent'
          ? 'it does not exist'
          : `mode ${mode}: the TFTP server, which is not root, cannot read it ("permission denied")`,
      fix:
        type === 'absent'
          ? 'make and publish a generation'
          : `chmod ${type === 'directory' ? '0755' : '0644'}`,
    }));

function checkVersions({ kernel, release, modules }: ServedFiles): CheckFinding[] {
  const findings: CheckFinding[] = [];
  if (release !== '' && release !== kernel)
    findings.push({
      trap: 'T6',
      severity: 'error',
      where: 'vmlinuz',
      reason: `the kernel that is served is ${release}, the generation is made for ${kernel}`,
      fix: 'publish the generation again',
    });
  if (!modules.includes(kernel))
    findings.push({
      trap: 'T6',
      severity: 'error',
      where: '/lib/modules',
      reason: `the image has no modules of ${kernel}${modules.length > 0 ? `, only of ${modules.join(', ')}` : ''}: no driver loads after the switch to the root`,
      fix: 'install the linux-image package of that version in the image',
    });
  return findings;
}

const checkCopies = ({ differs }: ServedFiles): CheckFinding[] =>
  differs.map(({ served, inImage }) => ({
    trap: 'T6',
    severity: 'error',
    where: served,
    reason: `it is not the /boot/${inImage} of the image: it was built anew and nobody copied it, or somebody changed a finished generation`,
    fix: 'make a new generation; finished ones are never edited',
  }));
