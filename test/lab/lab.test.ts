import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { TsplayError } from '../../lib/core/problem.js';
import { daemonsOf } from '../../lib/lab/daemon.js';
import {
  check,
  down,
  inventory,
  reboot,
  sshCommand,
  status,
  switchOff,
  up,
  waitForNode,
} from '../../lib/lab/index.js';
import { readPlan } from '../../lib/lab/plan.js';
import type { LabEvent, LabPlan, NodeSpec } from '../../lib/lab/types.js';
import { skip } from '../support/skip.js';
import { filesOf, tracesOf } from './traces.js';

const nodes: readonly NodeSpec[] = [
  { name: 'node1', firmware: 'bios', memory: 256 },
  { name: 'node2', firmware: 'uefi', memory: 256 },
];
const cacheDir = process.env['TSPLAY_LAB_CACHE'] ?? join(import.meta.dirname, '../../.tsplay/cache');

describe('lab: a virtual cluster on this machine', function () {
  this.timeout(400_000);
  let dir: string;
  let plan: LabPlan;
  const ssh = (...command: string[]): string => {
    const [program = '', ...args] = [...sshCommand(dir, 'head'), ...command];
    return execFileSync(program, args, { encoding: 'utf8' });
  };

  before(async function () {
    const problems = check(nodes);
    if (problems.length > 0) skip(this, problems.map((one) => one.message).join('; '));
    dir = mkdtempSync(join(tmpdir(), 'tsplay-lab-'));
    plan = (await up({ dir, nodes, cacheDir })).plan;
  });
  after(async () => {
    if (!dir) return;
    await down({ dir });
    rmSync(dir, { recursive: true, force: true });
  });

  it('has a control host with systemd, reached by plain ssh, that can install packages', () => {
    expect(ssh('readlink', '/proc/1/exe').trim()).to.match(/systemd$/);
    expect(ssh('hostname').trim()).to.equal('head');
    expect(ssh('apt-get update -q 2>&1 && apt-get install --print-uris -qq sl 2>&1')).to.include('.deb');
  });

  it('lets the control host mount, make devices and change root', () => {
    const script =
      'd=$(mktemp -d) && mount -t tmpfs x $d && mknod $d/null c 1 3 && chroot / true && umount $d && echo fine';
    expect(ssh(script).trim()).to.equal('fine');
  });

  it("shows the control host the cluster's network interface, in /sys too", () => {
    expect(ssh('cat /sys/class/net/lan0/operstate /proc/sys/net/ipv4/ip_forward').trim()).to.match(
      /^(up|down|unknown)\n1$/,
    );
    expect(ssh('ls /sys/class/net')).to.not.include('eth0');
  });

  it('is an ordinary inventory', () => {
    const read = parse(inventory(dir)) as {
      compute: { hosts: Record<string, object> };
      control: { hosts: object };
    };
    expect(Object.keys(read.compute.hosts)).to.deep.equal(['node1', 'node2']);
    expect(read.compute.hosts['node1']).to.include({
      mac: plan.nodes[0]!.mac,
      ip: plan.nodes[0]!.ip,
      firmware: 'bios',
    });
    expect(Object.keys(read.control.hosts)).to.deep.equal(['head']);
  });

  it('stays as it is when brought up again', async () => {
    const before = daemonsOf(dir);
    await up({ dir, nodes, cacheDir });
    expect(daemonsOf(dir)).to.deep.equal(before);
  });

  it('takes a new node without touching the others', async () => {
    const more = await up({ dir, nodes: [{ name: 'node3', firmware: 'bios' }], cacheDir });
    expect(more.plan.nodes.slice(0, 2)).to.deep.equal(plan.nodes);
    expect(more.plan.nodes[2]).to.include({ name: 'node3', tap: 'tap3', memory: 1024 });
  });

  for (const node of nodes) {
    it(`tells where a ${node.firmware} node hangs, and why`, async () => {
      await reboot(dir, node.name);
      const events: LabEvent[] = [];
      const wait = waitForNode(dir, node.name, 'ssh', {
        limits: { 'power-on': 6 },
        onEvent: (event) => events.push(event),
      });
      const error: unknown = await wait.catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(TsplayError);
      expect((error as TsplayError).problems[0]).to.include({ code: 'node-stuck' });
      expect((error as TsplayError).message).to.match(
        /stuck after stage 'power-on'.*udp\/67.*no DHCP server runs/s,
      );
      expect(events.map((event) => event.type === 'progress' && event.stage)).to.deep.equal(['power-on']);
      await switchOff(dir, node.name);
      const after = (await status(dir)).nodes.find((one) => one.node.name === node.name);
      expect(after).to.include({ running: false, stage: 'off' });
    });
  }

  it('is gone without a trace after down, and down may be said twice', async () => {
    await reboot(dir, 'node1');
    expect(tracesOf(plan)).to.not.deep.equal([]);
    await down({ dir });
    expect(tracesOf(plan)).to.deep.equal([]);
    expect(filesOf(dir)).to.deep.equal([]);
    await down({ dir });
  });

  for (const moment of ['network', 'control', 'up']) {
    it(`is gone without a trace when its owner is killed at '${moment}'`, async () => {
      await killedAt(moment, dir);
      const left = readPlan(dir)!;
      const forwarded = (): string => readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8').trim();
      await down({ dir });
      expect(tracesOf(left)).to.deep.equal([]);
      expect(filesOf(dir)).to.deep.equal([]);
      if (!execFileSync('ip', ['link']).includes('ip_forward='))
        expect(forwarded()).to.equal(left.forwardedBefore);
    });
  }

  it('cleans up after itself when it is interrupted', async () => {
    const stop = new AbortController();
    let seen: LabPlan | undefined;
    const onEvent = (event: LabEvent): void => {
      seen = readPlan(dir) ?? seen;
      if (event.type === 'progress' && event.stage === 'control') stop.abort();
    };
    const error: unknown = await up({ dir, nodes, cacheDir, onEvent, signal: stop.signal }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.have.property('name', 'AbortError');
    expect(tracesOf(seen!)).to.deep.equal([]);
    expect(filesOf(dir)).to.deep.equal([]);
  });
});

/** Runs `up` in a process of its own and kills that the hard way when it tells the given stage. */
async function killedAt(stage: string, dir: string): Promise<void> {
  const script = `
    import { up } from ${JSON.stringify(join(import.meta.dirname, '../../lib/lab/index.ts'))};
    const onEvent = (event) => { if (event.stage === ${JSON.stringify(stage)}) process.kill(process.pid, 'SIGKILL'); };
    up({ dir: ${JSON.stringify(dir)}, nodes: [], cacheDir: ${JSON.stringify(cacheDir)}, onEvent });`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { stdio: 'inherit', cwd: join(import.meta.dirname, '../..') });
  const signal = await new Promise((resolve) => child.on('exit', (_, by) => resolve(by)));
  expect(signal).to.equal('SIGKILL');
}
