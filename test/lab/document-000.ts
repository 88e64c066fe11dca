import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { remoteCommand } from '../../lib/cli/tour/remote-command.js';
import { checkInitrd } from '../../lib/image/check/check-initrd.js';
import type { InitrdEntry } from '../../lib/image/check/read-cpio.js';
import { readInitrd } from '../../lib/image/check/read-initrd.js';
import { images, lab, run, type Event, type HostTotals } from '../../lib/index.js';
import type { NeedStages } from '../support/in-stages.js';
import { patience } from './patience.js';

const document = readFileSync(path.join(import.meta.dirname, '../fixtures/documents/000.txt'), 'utf8');
const node = 'node2';
const root = '/srv/nfs/ubuntu2204';
const premount = `${root}/etc/initramfs-tools/scripts/init-premount`;
const kernel = `${root}/boot/vmlinuz-*`;
const initrd = `${root}/boot/initrd.img-*`;
const bootFile = '/srv/nfs/grub.cfg';
const base = '/srv/tsplay/images/compute/base/root';
const tftp = '/srv/tsplay/tftp';
const exported = '/etc/ganesha/tsplay/document-000.conf';
const reload = 'kill -HUP "$(pidof ganesha.nfsd)"';

interface Lab {
  readonly dir: string;
  readonly needStages: NeedStages;
}

/**
 * A public how-to for diskless nodes, its tasks and templates unchanged: tsplay does to the files what they say, the
 * image check says why the result cannot work, and a real boot fails for that reason.
 * Needs a lab on which site.yml has run, with node2 switched off.
 */
export function describeDocument000({ dir, needStages }: Lab): void {
  describe('a public how-to as it stands', () => {
    const on = (command: string): Promise<string> => remoteCommand(dir, 'head', command);
    const builtAt = async (): Promise<number> => Number(await on(`stat -c %.Y ${initrd}`));
    let folder = '';

    before(async function () {
      needStages(this);
      folder = mkdtempSync(path.join(tmpdir(), 'document-000-'));
      writePlaybook(dir, folder);
      await on(makePlainImage);
    });

    after(async () => {
      if (folder === '') return;
      rmSync(folder, { recursive: true, force: true });
      await lab.switchOff(dir, node);
      await on(await restore(dir));
    });

    it('its tasks do what they say', async () => {
      const before = await builtAt();
      const { changed, totals } = await play(folder);
      expect(changed).to.deep.equal([
        'Create init-premount directory in chroot',
        'Copy OverlayFS setup script into the chroot',
        'Boot line',
      ]);
      // ok: the facts, and update-initramfs, whose changed_when is false
      expect(totals).to.include({ ok: 5, changed: 3, failed: 0 });
      expect(await on(`stat -c '%F %a' ${premount} ${premount}/overlayroot`)).to.equal(
        'directory 755\nregular file 755',
      );
      expect(fileOf(dir, `${premount}/overlayroot`).toString()).to.equal(blockOf('sh'));
      expect(await builtAt()).to.be.above(before);
      expect((await entriesOf(dir)).map(({ name }) => name)).to.include('scripts/init-premount/overlayroot');
    });

    it('its boot line has the address of the interface to the nodes', async () => {
      const { plan } = await lab.status(dir);
      expect(fileOf(dir, bootFile).toString()).to.equal(
        blockOf('jinja').replace(/\{\{.*\}\}/, plan.lan.control),
      );
    });

    it('changes nothing the second time', async () => {
      const { changed, totals } = await play(folder);
      expect(changed).to.deep.equal([]);
      expect(totals).to.include({ ok: 5, changed: 0, failed: 0 });
    });

    it('the image check says why it cannot work', async () => {
      const text = fileOf(dir, `${premount}/overlayroot`).toString();
      const script = { stage: 'init-premount', name: 'overlayroot', text, where: 'overlayroot' };
      const inScript = images.checkScript(script).map(images.formatCheckFinding);
      expect(inScript[0]).to.match(
        /^error T1 overlayroot: scripts\/init-premount runs before the root is mounted: .*read-only root \(put it into scripts\/init-bottom\/overlayroot\)$/,
      );
      expect(inScript.join('\n')).to.match(/^error T1 overlayroot:\d+: a mount that fails is not noticed/m);

      const inInitrd = checkInitrd({
        where: 'initrd.img',
        entries: await entriesOf(dir),
        kernel: undefined,
        builtin: new Set(),
      }).map(images.formatCheckFinding);
      expect(inInitrd.join('\n'))
        .to.contain(
          'error T1 initrd.img: scripts/init-premount/overlayroot: scripts/init-premount runs before',
        )
        .and.to.contain('error T2 initrd.img: there is no overlay module in it');

      const [entry] = images.readBootEntries(fileOf(dir, bootFile).toString(), 'grub.cfg');
      const inBootLine = images.checkBootEntry(entry!).map(images.formatCheckFinding).join('\n');
      expect(inBootLine)
        .to.contain('error T14 grub.cfg:2: no initrd is loaded')
        .and.to.contain("'quiet splash' without console= hides what the initramfs says");
    });

    it('a real boot fails for that reason, and says it is complete', async () => {
      await on(await serve(dir));
      const { log } = lab.consoleOf(dir, node);
      const from = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
      await lab.reboot(dir, node);
      await lab.waitForNode(dir, node, 'ssh', patience);
      const said = readFileSync(log).subarray(from).toString('latin1');
      expect(said)
        .to.contain('==> Setting up OverlayFS on top of NFS root...')
        .and.to.match(/mounting \/root on \/mnt\/nfs_root failed: Invalid argument/)
        .and.to.match(/mounting overlay on \/root failed: No such device/)
        .and.to.contain('==> OverlayFS setup complete.');
      const root = await remoteCommand(dir, node, 'findmnt -n -o FSTYPE,SOURCE,OPTIONS /');
      expect(root).to.match(/^nfs\S* +[\d.]+:\/srv\/nfs\/ubuntu2204 +ro,/);
      expect(await remoteCommand(dir, node, 'touch /etc/x 2>&1 || true')).to.match(/Read-only file system$/);
    });
  });
}

/** The document's code in a language: it has one block in each. */
function blockOf(language: string): string {
  const block = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(document);
  if (!block) throw new Error(`the document has no code in ${language}`);
  return block[1]!;
}

// In the document the control node is the machine Ansible runs on, so that its facts are those of `localhost`; in
// the lab it is a host of its own, so that it gets this name.
function writePlaybook(dir: string, folder: string): void {
  const files: Readonly<Record<string, string>> = {
    'hosts.yml': lab.inventory(dir).replace('    head:\n', '    localhost:\n'),
    'site.yml': '- hosts: localhost\n  roles: [nfs_server, pxe_boot]\n',
    'roles/nfs_server/tasks/main.yml': blockOf('yaml'),
    'roles/nfs_server/templates/overlayroot.j2': blockOf('sh'),
    // the document has the template only, no task for it
    'roles/pxe_boot/tasks/main.yml': `- name: Boot line\n  template: {src: grub.cfg.j2, dest: ${bootFile}, mode: "0644"}\n`,
    'roles/pxe_boot/templates/grub.cfg.j2': blockOf('jinja'),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

async function play(folder: string): Promise<{ changed: string[]; totals: HostTotals | undefined }> {
  const events: Event[] = [];
  const report = await run({
    playbooks: [path.join(folder, 'site.yml')],
    inventory: path.join(folder, 'hosts.yml'),
    onEvent: (event) => events.push(event),
  });
  const told = JSON.stringify(events.filter(({ type }) => type === 'problem' || type === 'task-result'));
  expect(report.exitCode, told.slice(-4000)).to.equal(0);
  const changed = events.flatMap((event) =>
    event.type === 'task-result' && event.status === 'changed' ? [event.task.name] : [],
  );
  return { changed, totals: report.totals['localhost'] };
}

/** The bytes of a file on the control host, unlike what a command says, which is trimmed text. */
function fileOf(dir: string, name: string): Buffer {
  const [program, ...args] = lab.sshCommand(dir, 'head');
  return execFileSync(program!, [...args, `cat ${name}`], { maxBuffer: 2 ** 28 });
}

const entriesOf = (dir: string): Promise<readonly InitrdEntry[]> => readInitrd(fileOf(dir, initrd));

// tsplay's base without what tsplay adds for the overlay, and without the empty directory that the first task makes;
// with host keys, as a package's installation leaves them: a read-only root can make none, and ssh is to look at it
const makePlainImage = `set -eu
rm -rf --one-file-system /srv/nfs
mkdir /srv/nfs
cp -a --reflink=auto ${base} ${root}
cd ${root}/etc/initramfs-tools
rm scripts/init-bottom/overlayroot
rm -rf scripts/init-premount
sed -i /^overlay$/d modules
chroot ${root} ssh-keygen -A
chroot ${root} update-initramfs -u`;

/** Node2 boots from the document's files. `quiet splash` stays: what the script says is to be seen all the same. */
async function serve(dir: string): Promise<string> {
  const { plan } = await lab.status(dir);
  const [entry] = images.readBootEntries(fileOf(dir, bootFile).toString(), bootFile);
  return `set -eu
mkdir -p ${tftp}/document-000
install -m 644 ${kernel} ${tftp}/document-000/vmlinuz
install -m 644 ${initrd} ${tftp}/document-000/initrd.img
cat >${exported} <<'END'
EXPORT {
  Export_Id = 900; Path = ${root}; Pseudo = ${root};
  Access_Type = NONE; Squash = No_Root_Squash; SecType = sys;
  Protocols = 3; Transports = TCP; Disable_ACL = true;
  CLIENT { Clients = ${plan.lan.network}; Access_Type = RO; Squash = No_Root_Squash; }
  FSAL { Name = VFS; }
}
END
${reload}
cd ${tftp}/pxelinux.cfg
mv -T ${await linkOf(dir)} kept
cat >${await linkOf(dir)} <<'END'
DEFAULT document
LABEL document
  KERNEL document-000/vmlinuz
  INITRD document-000/initrd.img
  APPEND ${entry!.cmdline} console=ttyS0,115200
END
chmod 644 ${await linkOf(dir)}`;
}

async function linkOf(dir: string): Promise<string> {
  const { plan } = await lab.status(dir);
  return `01-${plan.nodes.find(({ name }) => name === node)!.mac.replaceAll(':', '-')}`;
}

const restore = async (dir: string): Promise<string> => `set -eu
cd ${tftp}/pxelinux.cfg
[ ! -L kept ] || mv -Tf kept ${await linkOf(dir)}
if [ -e ${exported} ]; then
  rm ${exported}
  ${reload}
fi
rm -rf ${tftp}/document-000
rm -rf --one-file-system /srv/nfs`;
