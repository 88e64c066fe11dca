import { expect } from 'chai';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lab, run, type Event, type RunOptions, type RunReport } from '../../lib/index.js';
import { removeLabSite, writeLabSite } from '../../lib/cli/tour/lab-site.js';
import { remoteCommand } from '../../lib/cli/tour/remote-command.js';
import { inStages } from '../support/in-stages.js';
import { skip } from '../support/skip.js';
import { describeDocument000 } from './document-000.js';
import { patience } from './patience.js';

const root = path.resolve(import.meta.dirname, '../..');
// a short path: the consoles are unix sockets in it
const work = mkdtempSync(path.join(tmpdir(), 'tsplay-job-'));
const dir = path.join(work, 'lab');
const cacheDir = process.env['TSPLAY_LAB_CACHE'] ?? path.join(root, '.tsplay/cache');
const nodes: lab.NodeSpec[] = [
  { name: 'node1', firmware: 'bios' },
  { name: 'node2', firmware: 'bios' },
  { name: 'node3', firmware: 'uefi' },
];
const minutes = (n: number): number => n * 60_000;

let inventory = '';
const on = (host: string, command: string): Promise<string> => remoteCommand(dir, host, command);

async function play(
  name: string,
  more: Partial<RunOptions> = {},
): Promise<{ report: RunReport; events: Event[] }> {
  const events: Event[] = [];
  const report = await run({ playbooks: [name], inventory, ...more, onEvent: (event) => events.push(event) });
  return { report, events };
}

function changedTasks(events: readonly Event[]): string[] {
  return events.flatMap((e) =>
    e.type === 'task-result' && e.status === 'changed' ? [`${e.host}: ${e.task.name}`] : [],
  );
}

function troubles(events: readonly Event[]): string[] {
  return events.flatMap((e) => {
    if (e.type === 'problem') return [e.problem.message];
    const failed =
      e.type === 'task-result' && (e.status === 'failed' || e.status === 'unreachable') && !e.ignored;
    return failed ? [`${e.host}: ${e.task.name}: ${JSON.stringify(e.result).slice(0, 2000)}`] : [];
  });
}

async function boot(...names: string[]): Promise<number> {
  const begun = Date.now();
  for (const name of names) await lab.reboot(dir, name);
  await Promise.all(names.map((name) => lab.waitForNode(dir, name, 'ssh', patience)));
  return Date.now() - begun;
}

const site = path.join(root, 'playbooks/site.yml');

describe('lab: the main job', function () {
  this.timeout(minutes(15));
  const needStages = inStages();

  before(async function () {
    const missing = lab.check(nodes);
    if (missing.length > 0) skip(this, missing.map(({ message }) => message).join('; '));
    await lab.up({ dir, nodes, cacheDir });
    inventory = await writeLabSite(dir);
    writeFileSync(path.join(work, 'service.yml'), servicePlay);
    writeFileSync(path.join(work, 'demo.conf.j2'), 'hello from the image of {{ tsplay_image }}\n');
  });

  after(async () => {
    removeLabSite(dir);
    await lab.down({ dir });
    rmSync(work, { recursive: true, force: true });
  });

  describe('site.yml', () => {
    it('--check before the first run changes nothing on disk', async () => {
      const tree = async (): Promise<string[]> => {
        const noise =
          '-path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /var/log -o -path /var/tmp';
        const listing = `find / -xdev \\( ${noise} \\) -prune -o -printf "%p %y %s %T@ %m %u %g\\n" | sort`;
        return (await on('head', listing)).split('\n');
      };
      const before = await tree();
      const { events } = await play(site, { limit: 'control', check: true });
      expect(troubles(events)).to.deep.equal([]);
      const after = await tree();
      expect(after.filter((line) => !before.includes(line))).to.deep.equal([]);
      expect(before.filter((line) => !after.includes(line))).to.deep.equal([]);
    });

    it('builds the image and configures the services', async () => {
      const { report, events } = await play(site, { limit: 'control' });
      expect(troubles(events)).to.deep.equal([]);
      expect(report.exitCode).to.equal(0);
    });

    it('changes nothing the second time', async () => {
      const { report, events } = await play(site, { limit: 'control' });
      expect(troubles(events)).to.deep.equal([]);
      expect(changedTasks(events)).to.deep.equal([]);
      expect(report.totals['head']).to.include({ changed: 0, failed: 0 });
    });
  });

  describe('two nodes of one image, by BIOS', () => {
    const addresses = new Map<string, string>();
    let firstBoot = 0;

    it('boot into an overlay on a read-only NFS root that can be written to', async () => {
      firstBoot = await boot('node1', 'node2');
      for (const name of ['node1', 'node2']) {
        expect(await on(name, 'findmnt -n -o FSTYPE /')).to.equal('overlay');
        expect(await on(name, 'findmnt -n -t nfs,nfs4 -o OPTIONS | cut -d, -f1')).to.equal('ro');
        await on(name, 'echo here > /etc/marker && cat /etc/marker');
        addresses.set(name, await on(name, "ip -4 -o addr show scope global | awk '{print $4}'"));
      }
    });

    it('differ in hostname, machine-id and host keys', async () => {
      const facts = 'hostname; cat /etc/machine-id; cut -d" " -f2 /etc/ssh/ssh_host_ed25519_key.pub';
      const [one, two] = await Promise.all(['node1', 'node2'].map((name) => on(name, facts)));
      const [first, second] = [one!.split('\n'), two!.split('\n')];
      expect(first[0]).to.equal('node1');
      expect(second[0]).to.equal('node2');
      for (const [i, line] of first.entries()) expect(second[i]).to.not.equal(line).and.to.not.equal('');
    });

    it('have consoles that a terminal can be connected with, and left by the key that is named', async () => {
      // on a loaded machine udev finds the serial line later than the 90 s that its login waits for
      const getty = 'serial-getty@ttyS0';
      const start = `systemctl start --no-block ${getty}; systemctl is-active ${getty} || true`;
      for (let i = 0; i < 60 && (await on('node1', start)) !== 'active'; i++) await sleep(5000);
      const said = await onConsole(
        'node1',
        ['\r', 'login:'],
        ['nobody\r', 'Password:'],
        ['\x1d', 'left the console'],
      );
      expect(said).to.contain('[console of node1: Ctrl-] leaves it]');
    });

    it('a reboot wipes them, keeps their addresses and is hardly slower than a first boot', async () => {
      const limit = 1.5 * firstBoot + 60_000;
      let again = await boot('node1', 'node2');
      // other work on the machine comes and goes; what is slow of itself is so the next time too
      if (again >= limit) again = await boot('node1', 'node2');
      expect(again).to.be.below(limit);
      for (const name of ['node1', 'node2']) {
        expect(await on(name, 'test -e /etc/marker || echo gone')).to.equal('gone');
        expect(await on(name, "ip -4 -o addr show scope global | awk '{print $4}'")).to.equal(
          addresses.get(name),
        );
        expect(await on(name, '. /run/net-*.conf; echo $IPV4ADDR')).to.equal(
          addresses.get(name)!.split('/')[0],
        );
      }
    });
  });

  describe('the NFS server of the kernel', () => {
    const playbook = path.join(work, 'kernel-nfs.yml');

    it('exports from a node, whose kernel has one, and changes nothing the second time', async () => {
      // by UEFI, looked at below: it boots while node1 installs packages
      await lab.reboot(dir, 'node3');
      const { plan } = await lab.status(dir);
      writeFileSync(playbook, kernelNfsPlay(plan.lan.network));
      const first = await play(playbook, { limit: 'node1' });
      expect(troubles(first.events)).to.deep.equal([]);
      expect(await on('node1', 'exportfs -s')).to.match(/^\/srv\/export +10\.77\..*[(,]ro[,)]/);
      const second = await play(playbook, { limit: 'node1' });
      expect(changedTasks(second.events)).to.deep.equal([]);
    });

    it('and another node mounts that, read-only', async () => {
      const { plan } = await lab.status(dir);
      const source = `${plan.nodes[0]!.ip}:/srv/export`;
      await on('node2', `mkdir -p /mnt/export && mount -t nfs -o vers=3,nolock ${source} /mnt/export`);
      expect(await on('node2', 'cat /mnt/export/file')).to.equal('served by the kernel');
      expect(await on('node2', 'touch /mnt/export/x 2>&1 || true')).to.match(/Read-only file system$/);
      await on('node2', 'umount /mnt/export');
    });
  });

  describe('by UEFI', () => {
    it('shim leads to GRUB and to a login', async () => {
      await lab.switchOff(dir, 'node2');
      await lab.waitForNode(dir, 'node3', 'ssh', patience);
      expect(await on('node3', 'test -d /sys/firmware/efi && findmnt -n -o FSTYPE /')).to.equal('overlay');
      expect(await on('node3', 'hostname')).to.equal('node3');
      await lab.switchOff(dir, 'node3');
    });
  });

  describeDocument000({ dir, needStages });

  describe('dev, then production', () => {
    const limit = 'node1';
    const has =
      "htop --version | head -n 1 | cut -d' ' -f1; id -un 4321; systemctl is-active tsplay-demo; cat /etc/demo.conf";
    const expected = ['htop', 'demo', 'active', 'hello from the image of compute'].join('\n');
    const playbook = path.join(work, 'service.yml');

    it('the play runs on the live node, and changes nothing the second time', async () => {
      const first = await play(playbook, { limit });
      expect(troubles(first.events)).to.deep.equal([]);
      expect(await on('node1', has)).to.equal(expected);
      const second = await play(playbook, { limit });
      expect(changedTasks(second.events)).to.deep.equal([]);
      expect(second.report.exitCode).to.equal(0);
    });

    it('is baked, published and booted; check mode on the live node reports 0 changes', async () => {
      const { report, events } = await play(playbook, { phase: 'production' });
      expect(troubles(events)).to.deep.equal([]);
      expect(report.exitCode).to.equal(0);
      expect(await on('node1', 'test -e /etc/demo.conf && echo still here')).to.equal('still here');
      await boot('node1');
      expect(await on('node1', has)).to.equal(expected);
      const check = await play(playbook, { limit, check: true });
      expect(troubles(check.events)).to.deep.equal([]);
      expect(changedTasks(check.events)).to.deep.equal([]);
    });

    it('tsplay image tells of both generations, finds nothing that would not boot, and rolls back', async () => {
      const listed = tsplay('image', 'list', '-i', inventory);
      expect(listed)
        .to.match(/^compute on head, booted by node1 node2 node3\n/)
        .and.to.match(/^ {2}\* {3}2 /m);
      expect(tsplay('image', 'check', '-i', inventory)).to.contain('compute generation 2: will boot');
      expect(tsplay('image', 'rollback', '-i', inventory)).to.equal(
        'compute: nodes boot generation 1 now, before it 2\n',
      );
      await boot('node1');
      expect(await on('node1', 'command -v htop || echo gone')).to.equal('gone');
    });

    it('refuses a value that differs per node, with its position', async () => {
      writeFileSync(
        path.join(work, 'per-node.yml'),
        '- hosts: compute\n  gather_facts: false\n  tasks:\n    - copy:\n        content: "{{ inventory_hostname }}"\n        dest: /etc/who\n',
      );
      const { report, events } = await play(path.join(work, 'per-node.yml'), { phase: 'production' });
      expect(report.exitCode).to.not.equal(0);
      expect(troubles(events).join('\n'))
        .to.contain('differs between node1 and node2')
        .and.to.contain('per-node.yml:5:9');
      expect(tsplay('image', 'list', '-i', inventory)).to.match(/^ {2}\* {3}1 /m);
    });
  });

  describe('down', () => {
    it('leaves nothing', async () => {
      const plan = (await lab.status(dir)).plan;
      await lab.down({ dir });
      const seen = execFileSync(
        'sh',
        ['-c', 'ip netns list; ip -o link; nft list tables 2>/dev/null; cat /proc/mounts; ps -eo args'],
        { encoding: 'utf8' },
      );
      for (const name of [plan.namespace, plan.uplink, plan.table, plan.dir])
        expect(seen).to.not.contain(name);
    });
  });
});

const tsplay = (...args: string[]): string =>
  execFileSync(process.execPath, ['--import', 'tsx', path.join(root, 'lib/cli/main.ts'), ...args], {
    encoding: 'utf8',
    cwd: root,
  });

/** Types at `tsplay lab console` in a terminal of its own, each time waiting for what is to be seen; answers all that was. */
async function onConsole(node: string, ...steps: readonly [typed: string, seen: string][]): Promise<string> {
  const command = [
    process.execPath,
    '--import',
    'tsx',
    path.join(root, 'lib/cli/main.ts'),
    'lab',
    'console',
    node,
    '--dir',
    dir,
  ];
  const child = spawn('script', ['-qefc', command.join(' '), '/dev/null'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('latin1').on('data', (text: string) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const see = async (text: string, from: number): Promise<void> => {
    for (let i = 0; !said.includes(text, from); i++) {
      // agetty starts login anew for each line; a loaded machine takes its time for it
      if (i > 1800)
        throw new Error(`'${text}' is not to be seen on the console: ${JSON.stringify(said.slice(from))}`);
      await sleep(100);
    }
  };
  try {
    await see('leaves it]', 0);
    for (const [typed, seen] of steps) {
      const from = said.length;
      child.stdin.write(typed);
      await see(seen, from);
    }
    expect(await ended).to.equal(0);
    return said;
  } finally {
    child.kill();
  }
}

const kernelNfsPlay = (clients: string): string => `
- name: A node serves a directory of its memory, which an overlay would not let it
  hosts: node1
  tasks:
    - apt: {name: nfs-kernel-server, update_cache: true, cache_valid_time: 3600, install_recommends: false}
    - shell: "mountpoint -q /srv/export || { mkdir -p /srv/export && mount -t tmpfs tmpfs /srv/export; }"
      changed_when: false
    - copy: {dest: /srv/export/file, content: "served by the kernel\\n"}
    - service: {name: nfs-server, state: started}
    - exportfs: {path: /srv/export, backend: kernel, clients: "${clients}(ro,no_root_squash,no_subtree_check,fsid=77)"}
`;

const servicePlay = `
- name: Packages, a user, a service and a template
  hosts: compute
  tasks:
    - apt: {name: htop, update_cache: true, cache_valid_time: 3600, install_recommends: false}
    - user: {name: demo, uid: 4321, shell: /bin/sh}
    - copy: {content: "{{ ansible_distribution }}\\n", dest: /etc/demo-os}
    - template: {src: demo.conf.j2, dest: /etc/demo.conf, mode: "0644"}
    - copy:
        dest: /etc/systemd/system/tsplay-demo.service
        content: |
          [Service]
          ExecStart=/bin/sleep infinity
          [Install]
          WantedBy=multi-user.target
    - service: {name: tsplay-demo, state: started, enabled: true}
`;
