import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { formatDuration, lab } from '../../index.js';
import type { Declare } from '../commands.js';
import type { Terminal } from '../command-line.js';
import { attachConsole } from '../attach-console.js';
import { createReporter } from '../create-reporter.js';
import { packageRoot } from '../../package-root.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { removeLabSite, writeLabSite } from '../tour/lab-site.js';
import { proofTable } from '../tour/proof-table.js';
import { tour } from '../tour/tour.js';

interface LabFlags {
  readonly dir: string;
}

/** Where a lab is unless told: outside the project, so that it outlives a checkout. */
const defaultLabDir = (): string => process.env['TSPLAY_LAB'] ?? path.join(homedir(), '.cache/tsplay/lab');

export const declareLab: Declare = (command, terminal, exit) => {
  const say = (line: string): void => void terminal.stdout.write(`${line}\n`);

  inLab(command.command('up'))
    .description('bring up the network and the control host, and know the nodes')
    .option('--bios <number>', 'nodes that boot by BIOS', '1')
    .option('--uefi <number>', 'nodes that boot by UEFI, shim and GRUB', '1')
    .action(async (flags: LabFlags & { bios: string; uefi: string }) => {
      const stop = stopOnSignals();
      const nodes = nodeSpecs(Number(flags.bios), Number(flags.uefi));
      await lab
        .up({ dir: flags.dir, nodes, onEvent: sayEvent(terminal), signal: stop.signal })
        .finally(stop.dispose);
      say(`inventory: ${await writeLabSite(flags.dir)}`);
    });

  inLab(command.command('status'))
    .description('which stage every node is in')
    .action(async (flags: LabFlags) => {
      for (const line of statusLines(await lab.status(flags.dir))) say(line);
    });

  inLab(command.command('inventory'))
    .description('print the lab as an inventory')
    .action((flags: LabFlags) => void terminal.stdout.write(lab.inventory(flags.dir)));

  inLab(command.command('ssh'))
    .argument('<host>', '`head` (the control host) or a node')
    .argument('[command...]', 'what to run there')
    .description('log in')
    .action((host: string, words: string[], flags: LabFlags) => {
      const [program, ...args] = lab.sshCommand(flags.dir, host);
      exit(spawnSync(program!, [...args, ...words], { stdio: 'inherit' }).status ?? 255);
    });

  inLab(command.command('console'))
    .argument('<node>', 'a node')
    .description("a node's serial console; Ctrl-] leaves it")
    .action((node: string, flags: LabFlags) => attachConsole(node, lab.consoleOf(flags.dir, node), terminal));

  inLab(command.command('reboot'))
    .argument('<node...>', 'nodes')
    .description('switch nodes on, or reset them, and wait until they can be logged in to')
    .action(async (nodes: string[], flags: LabFlags) => {
      for (const node of nodes) await lab.reboot(flags.dir, node);
      await Promise.all(
        nodes.map((node) => lab.waitForNode(flags.dir, node, 'ssh', { onEvent: sayEvent(terminal) })),
      );
    });

  declareTour(inLab(command.command('tour')), terminal, exit);

  inLab(command.command('down'))
    .description('end everything; nothing is left but the cached base system')
    .option('--purge', 'remove the cache too')
    .action((flags: LabFlags & { purge?: boolean }) => {
      removeLabSite(flags.dir);
      return lab.down({ dir: flags.dir, purge: flags.purge ?? false });
    });
};

const declareTour: Declare = (command, terminal, exit) => {
  const say = (line: string): void => void terminal.stdout.write(`${line}\n`);
  command
    .description('the main job once through: build, boot, play, reboot, bake, boot; prints what was proved')
    .option('--no-color', 'no colours')
    .option('-v, --verbose', 'say more', (_: string, before: number) => before + 1, 0)
    .action(async (flags: LabFlags & { color?: boolean; verbose: number }) => {
      const stop = stopOnSignals();
      const reporter = createReporter({ ...flags, output: 'tsplay' }, terminal);
      try {
        const proofs = await tour({
          dir: flags.dir,
          playbooks: path.join(packageRoot, 'playbooks'),
          signal: stop.signal,
          onRunEvent: reporter.onEvent,
          onLabEvent: sayEvent(terminal),
          onStep: (title) => say(`\n=== ${title}`),
        });
        for (const line of proofTable(proofs)) say(line);
      } finally {
        reporter.close();
        stop.dispose();
        if (stop.exitCode !== undefined) exit(stop.exitCode);
      }
    });
};

const inLab = (command: Command): Command =>
  command.option('--dir <path>', "the lab's directory", defaultLabDir());

function nodeSpecs(bios: number, uefi: number): lab.NodeSpec[] {
  return Array.from(
    { length: bios + uefi },
    (_, i) => ({ name: `node${i + 1}`, firmware: i < bios ? 'bios' : 'uefi' }) as const,
  );
}

/** One line for every stage that a node or the lab reaches. */
function sayEvent(terminal: Terminal): lab.OnLabEvent {
  return (event) => {
    if (event.type === 'warning') terminal.stderr.write(`warning: ${event.message}\n`);
    else
      terminal.stdout.write(
        `${(event.host ?? '').padEnd(8)} ${formatDuration(event.elapsedMs).padStart(6)}  ${event.stage}${event.detail ? `: ${event.detail}` : ''}\n`,
      );
  };
}

function statusLines({ control, nodes }: lab.LabStatus): string[] {
  const state = control.running ? (control.ssh ? 'ssh' : 'starting') : 'off';
  return [
    `head     ${control.address.padEnd(15)} ${state}`,
    ...nodes.map(
      ({ node, stage, trouble }) =>
        `${node.name.padEnd(8)} ${node.ip.padEnd(15)} ${stage.padEnd(10)} ${node.firmware}  ${node.mac}${trouble ? `  ${trouble}` : ''}`,
    ),
  ];
}
