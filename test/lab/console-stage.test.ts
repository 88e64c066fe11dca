import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { consoleStage } from '../../lib/lab/console-stage.js';
import type { Stage } from '../../lib/lab/types.js';

/** Consoles as QEMU wrote them, colours and all. */
const recorded = (name: string): string =>
  readFileSync(join(import.meta.dirname, '..', 'fixtures', 'lab', `${name}-console.log`), 'latin1');

const whole: readonly Stage[] = [
  'power-on',
  'dhcp',
  'loader',
  'kernel',
  'initramfs',
  'nfs-root',
  'overlay',
  'systemd',
];

const table: readonly {
  readonly title: string;
  readonly text: string;
  readonly reached: readonly Stage[];
  readonly trouble?: RegExp;
}[] = [
  { title: 'nothing yet', text: '', reached: ['power-on'] },
  { title: 'a whole BIOS boot', text: recorded('bios'), reached: whole },
  { title: 'a whole UEFI boot', text: recorded('uefi'), reached: whole },
  {
    title: 'a reboot from inside',
    text: `${recorded('bios')}\n[  99.0] reboot: Restarting system\r\n`,
    reached: ['power-on'],
  },
  {
    title: 'a second boot',
    text: recorded('bios') + recorded('uefi').split('BdsDxe')[0]!,
    reached: ['power-on', 'loader'],
  },
  {
    title: 'a node that was shut down',
    text: `${recorded('uefi')}\n[  99.0] reboot: Power down\r\n`,
    reached: ['off'],
  },
  {
    title: 'a kernel that was told to be quiet',
    text: 'iPXE 1.0\r\nPXELINUX 6.04\r\nLoading vmlinuz... ok\r\n\r\nDebian GNU/Linux 12 node1 ttyS0\r\n\r\nnode1 login: ',
    reached: ['power-on', 'loader', 'systemd'],
  },
  {
    title: 'the ROM gets no address',
    text: 'SeaBIOS (version 1.16.2)\r\nConfiguring (net0 52:54:00:77:00:01)...... No configuration methods succeeded (http://ipxe.org/040ee119)\r\n',
    reached: ['power-on'],
    trouble: /No configuration methods/,
  },
  {
    title: 'the NFS server refuses',
    text: `${recorded('bios').split('Begin: Running /scripts/nfs-bottom')[0]!}\nBegin: Retrying nfs mount ... mount: Operation not permitted\r\ndone.\r\n`,
    reached: ['power-on', 'dhcp', 'loader', 'kernel', 'initramfs'],
    trouble: /Retrying nfs mount/,
  },
];

describe('lab: the stage a console tells', () => {
  for (const { title, text, reached, trouble } of table) {
    it(title, () => {
      const found = consoleStage(text);
      expect(found.reached).to.deep.equal(reached);
      if (trouble) expect(found.trouble).to.match(trouble);
    });
  }
  it('forgets trouble that was overcome', () => {
    expect(consoleStage(recorded('uefi')).trouble).to.equal(undefined);
  });
});
