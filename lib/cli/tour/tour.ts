import path from 'node:path';
import { lab, run, TsplayError, type Event, type RunOptions, type RunReport } from '../../index.js';
import { fileOfPlaybook } from '../../run/file-of-playbook.js';
import { remoteCommand } from './remote-command.js';
import { writeLabSite } from './lab-site.js';

export interface TourOptions {
  readonly dir: string;
  /** Directory with site.yml and compute.yml. */
  readonly playbooks: string;
  readonly signal?: AbortSignal;
  readonly onRunEvent: (event: Event) => void;
  readonly onLabEvent: lab.OnLabEvent;
  readonly onStep: (title: string) => void;
}

/** One thing that was shown, and how long it took. */
export interface Proof {
  readonly step: string;
  readonly proof: string;
  readonly ms: number;
}

const node = 'node1';

/** The main job, once through, on the lab: every step answers what it proved, or throws. */
export async function tour(options: TourOptions): Promise<Proof[]> {
  const { dir } = options;
  const proofs: Proof[] = [];
  const step = async (title: string, work: () => Promise<string>): Promise<void> => {
    options.onStep(title);
    const begun = Date.now();
    proofs.push({ step: title, proof: await work(), ms: Date.now() - begun });
  };
  let inventory = '';
  const play = (name: string, more: Partial<RunOptions> = {}): Promise<RunReport> =>
    succeed(options, { playbooks: [path.join(options.playbooks, name)], inventory, ...more });

  await step('lab up', async () => {
    const { control } = await lab.up({
      dir,
      nodes: [{ name: node, firmware: 'bios' }],
      onEvent: options.onLabEvent,
      ...withSignal(options),
    });
    inventory = await writeLabSite(dir);
    return `control host with systemd and sshd at ${control.address}`;
  });
  await step('build image, configure services', async () => {
    const report = await play('site.yml', { limit: 'control' });
    return `${report.totals['head']?.changed ?? 0} tasks changed the control host`;
  });
  await step('the same again', async () => unchanged(await play('site.yml', { limit: 'control' })));
  await step('PXE boot', async () => {
    await boot(options);
    return `/ is ${await rootOf(dir)}`;
  });
  await step('dev phase: play on the live node', async () => {
    await play('compute.yml');
    await remoteCommand(dir, node, 'touch /root/marker');
    return `${await remoteCommand(dir, node, 'htop --version | head -n 1')} is there`;
  });
  await step('the same again', async () => unchanged(await play('compute.yml')));
  await step('reboot wipes it', async () => {
    await boot(options);
    return remoteCommand(
      dir,
      node,
      'test ! -e /root/marker && ! command -v htop && echo "no marker, no htop"',
    );
  });
  await step('production phase: bake and publish', async () => {
    await play('compute.yml', { phase: 'production' });
    return `published generation ${await publishedGeneration(dir)}`;
  });
  await step('PXE boot the new generation', async () => {
    await boot(options);
    return `${await remoteCommand(dir, node, 'grep -o "tsplay.gen=[0-9]*" /proc/cmdline')}, ${await remoteCommand(dir, node, 'htop --version | head -n 1')}`;
  });
  await step('bake and live agree', async () => unchanged(await play('compute.yml', { check: true })));
  return proofs;
}

async function boot(options: TourOptions): Promise<void> {
  await lab.reboot(options.dir, node);
  await lab.waitForNode(options.dir, node, 'ssh', { onEvent: options.onLabEvent, ...withSignal(options) });
}

async function rootOf(dir: string): Promise<string> {
  const type = await remoteCommand(dir, node, 'findmnt -n -o FSTYPE /');
  const lower = await remoteCommand(dir, node, 'findmnt -n -t nfs,nfs4 -o OPTIONS | cut -d, -f1');
  if (type !== 'overlay' || lower !== 'ro')
    throw notShown(`the root of ${node} is '${type}' on a '${lower}' NFS mount`);
  return 'an overlay on read-only NFS';
}

const publishedGeneration = (dir: string): Promise<string> =>
  remoteCommand(dir, 'head', "readlink -f /srv/tsplay/images/compute/boot/current | sed 's#.*/##'");

const withSignal = ({ signal }: TourOptions): { signal?: AbortSignal } => (signal ? { signal } : {});

async function succeed(options: TourOptions, what: RunOptions): Promise<RunReport> {
  const report = await run({ ...what, ...withSignal(options), onEvent: options.onRunEvent });
  if (report.exitCode !== 0)
    throw new TsplayError({
      code: 'play-failed',
      message: `tsplay run ${what.playbooks.map(fileOfPlaybook).join(' ')} ended with ${report.exitCode}`,
    });
  return report;
}

function unchanged(report: RunReport): string {
  const changed = Object.values(report.totals).reduce((sum, totals) => sum + totals.changed, 0);
  if (changed > 0) throw notShown(`${changed} tasks report a change`);
  return 'changed=0';
}

const notShown = (message: string): TsplayError => new TsplayError({ code: 'not-shown', message });
