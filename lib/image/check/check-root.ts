import type { CheckFinding } from './check-finding.js';

/** Text files of an image that decide what happens to the network and the root after the switch. */
export type RootFiles = ReadonlyMap<string, string>;

export function checkRoot(files: RootFiles): CheckFinding[] {
  return [
    ...checkFstab(files.get('etc/fstab') ?? ''),
    ...checkInterfaces(files.get('etc/network/interfaces') ?? ''),
  ];
}

const checkFstab = (text: string): CheckFinding[] =>
  text.split('\n').flatMap((line, index): CheckFinding[] =>
    /^\s*[^#\s]\S*\s+\/\s/.test(line)
      ? [
          {
            trap: 'T15',
            severity: 'error',
            where: `etc/fstab:${index + 1}`,
            reason: 'an entry for / is remounted or checked at boot, and there is no such disk',
            fix: 'drop the line: the initramfs mounts the root',
          },
        ]
      : [],
  );

const checkInterfaces = (text: string): CheckFinding[] =>
  text.split('\n').flatMap((line, index): CheckFinding[] => {
    const dhcp = /^\s*iface\s+(\S+)\s+inet\s+dhcp/.exec(line)?.[1];
    return dhcp === undefined || dhcp === 'lo'
      ? []
      : [
          {
            trap: 'T10',
            severity: 'error',
            where: `etc/network/interfaces:${index + 1}`,
            reason: `${dhcp} is configured by ifupdown: it gets a second address, and at reboot the network goes before the root that is on it, so that the node hangs`,
            fix: `iface ${dhcp} inet manual: the initramfs has configured it`,
          },
        ];
  });
