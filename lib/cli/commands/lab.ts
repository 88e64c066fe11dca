import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { lab, TsplayError } from '../../index.js';
import type { Declare } from '../commands.js';
import type { Terminal } from '../command-line.js';
import { attachConsole } from '../attach-console.js';
import { createReporter } from '../create-reporter.js';
import { createLabReporter } from '../lab-reporter.js';
import { packageRoot } from '../../package-root.js';
import { quoteWord } from '../../remote/quote-word.js';
import { removeLabSite, writeLabSite } from '../tour/lab-site.js';
import { proofTable } from '../tour/proof-table.js';
import { tour } from '../tour/tour.js';
import { untilStopped } from '../until-stopped.js';
import { wholeNumber } from '../whole-number.js';

interface LabFlags {
  readonly dir: string;
}

/** Where a lab is unless told: outside the project, so that it outlives a checkout. */
const defaultLabDir = (): string => process.env['TSPLAY_LAB'] ?? path.join(homedir(), '.cache/tsplay/lab');

export const declareLab: Declare = (command, terminal, exit) => {
  const say = (line: string): void => void terminal.stdout.write(`${line}\n`);
  const work = (begin: LabWork): Promise<void> => showingWork(terminal, exit, begin);

  inLab(command.command('up'))
    .description('bring up the network and the control host, and know the nodes')
    .option('--bios <number>', 'nodes that boot by BIOS', wholeNumber, 1)
    .option('--uefi <number>', 'nodes that boot by UEFI, shim and GRUB', wholeNumber, 1)
    .action(async (flags: LabFlags & { bios: number; uefi: number }) => {
      const nodes = nodeSpecs(flags.bios, flags.uefi);
      await work(async (signal, onEvent) => {
        await lab.up({ dir: flags.dir, nodes, onEvent, signal });
        say(`inventory: ${await writeLabSite(flags.dir)}`);
      });
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
    .action((nodes: string[], flags: LabFlags) =>
      work(async (signal, onEvent) => {
        for (const node of nodes) await lab.reboot(flags.dir, node);
        await allOf(nodes.map((node) => lab.waitForNode(flags.dir, node, 'ssh', { onEvent, signal })));
      }),
    );

  declareTour(inLab(command.command('tour')), terminal, exit);

  inLab(command.command('down'))
    .description('end everything; nothing is left but the cached base system')
    .option('--purge', 'remove the cache too')
    .action(async (flags: LabFlags & { purge?: boolean }) => {
      removeLabSite(flags.dir);
      await lab.down({ dir: flags.dir, purge: flags.purge ?? false });
      for (const dir of await lab.labsHere())
        say(`another lab is here: tsplay lab down --dir ${quoteWord(dir)}`);
    });
};

const declareTour: Declare = (command, terminal, exit) => {
  const say = (line: string): void => void terminal.stdout.write(`${line}\n`);
  command
    .description('the main job once through: build, boot, play, reboot, bake, boot; prints what was proved')
    .option('--no-color', 'no colours')
    .option('-v, --verbose', 'say more', (_: string, before: number) => before + 1, 0)
    .action(async (flags: LabFlags & { color?: boolean; verbose: number }) => {
      const reporter = createReporter({ ...flags, output: 'tsplay' }, terminal);
      await showingWork(terminal, exit, async (signal, onLabEvent, forget) => {
        const proofs = await tour({
          dir: flags.dir,
          playbooks: path.join(packageRoot, 'playbooks'),
          signal,
          onRunEvent: reporter.onEvent,
          onLabEvent,
          onStep: (title) => {
            forget();
            say(`\n=== ${title}`);
          },
        });
        for (const line of proofTable(proofs)) say(line);
      }).finally(() => reporter.close());
      if (existsSync(path.join(flags.dir, 'lab.json'))) say(stillUp);
    });
};

const stillUp =
  '\nThe cluster is up: tsplay lab status, ssh, console; tsplay lab down ends it and leaves nothing.';

type LabWork = (signal: AbortSignal, onEvent: lab.OnLabEvent, forget: () => void) => Promise<unknown>;

/** Work that is seen while it goes on, and that a signal ends. */
async function showingWork(terminal: Terminal, exit: (code: number) => void, begin: LabWork): Promise<void> {
  const { onEvent, close } = createLabReporter(terminal);
  await untilStopped(terminal, exit, (signal) => begin(signal, onEvent, close).finally(close));
}

/** All of them to their end; one that fails keeps no other from being told. */
async function allOf(works: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).filter((one) => one.status === 'rejected');
  const problems = failed.flatMap(({ reason }) => {
    if (!(reason instanceof TsplayError)) throw reason as Error;
    return reason.problems;
  });
  if (problems.length > 0) throw new TsplayError(problems);
}

const inLab = (command: Command): Command =>
  command.option('--dir <path>', "the lab's directory", defaultLabDir());

function nodeSpecs(bios: number, uefi: number): lab.NodeSpec[] {
  return Array.from(
    { length: bios + uefi },
    (_, i) => ({ name: `node${i + 1}`, firmware: i < bios ? 'bios' : 'uefi' }) as const,
  );
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
