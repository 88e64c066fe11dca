import type { Command } from 'commander';
import { loadConfig } from '../../config/index.js';
import { findImages, images, type FoundImage } from '../../index.js';
import type { Declare } from '../commands.js';
import type { Terminal } from '../command-line.js';
import { readExtraVars } from '../extra-vars.js';
import { inventoryOf } from '../options/engine-options.js';
import { addOptions, type Flags } from '../options/options.js';
import { vaultOptions } from '../options/vault-options.js';
import { wholeNumber, wholeNumberOr } from '../whole-number.js';

interface ImageFlags extends Flags {
  readonly image?: string;
  readonly json?: boolean;
}

type Checked = NonNullable<images.CheckImageOptions['generation']>;

type Work = (image: FoundImage, say: (line: string) => void) => Promise<unknown>;

export const declareImage: Declare = (command, terminal, exit) => {
  const each = (flags: ImageFlags, work: Work): Promise<void> => forEachImage(flags, terminal, exit, work);
  command.addHelpText(
    'after',
    '\nExit codes: 0 done, 1 bad input, 2 refused or it will not boot, 3 locked by another.',
  );

  withInventory(command.command('list'))
    .description('the generations of each image, and which one nodes boot')
    .action((flags: ImageFlags) => each(flags, list));

  withInventory(command.command('check'))
    .argument(
      '[generation]',
      'a number, `current` or `newest`',
      wholeNumberOr('current', 'newest'),
      'current',
    )
    .description('read the initrd and the boot files and say what will not boot, in seconds')
    .action((generation: Checked, flags: ImageFlags) =>
      each(flags, (image, say) => check(image, generation, say, exit)),
    );

  withInventory(command.command('publish'))
    .argument('[generation]', 'a number, or `newest`', wholeNumberOr('newest'), 'newest')
    .description('make a generation the one that nodes boot: one atomic switch')
    .action((generation: number | 'newest', flags: ImageFlags) =>
      each(flags, async ({ host, place }, say) =>
        sayPublished(place.image, await images.publishGeneration({ host, place, generation }), say),
      ),
    );

  withInventory(command.command('rollback'))
    .description('back to the generation that was published before')
    .action((flags: ImageFlags) =>
      each(flags, async ({ host, place }, say) =>
        sayPublished(place.image, await images.rollbackGeneration({ host, place }), say),
      ),
    );

  withInventory(command.command('diff'))
    .argument('<older>', 'number of a generation', wholeNumber)
    .argument('<newer>', 'number of a generation', wholeNumber)
    .description('what differs between two generations, by content')
    .action((older: number, newer: number, flags: ImageFlags) =>
      each(flags, (image, say) => diff(image, older, newer, say)),
    );

  withInventory(command.command('gc'))
    .option('--keep <number>', 'newest generations to keep', wholeNumber, 3)
    .description('remove old generations that no node uses')
    .action((flags: ImageFlags & { keep: number }) =>
      each(flags, (image, say) => collectOld(image, flags.keep, say)),
    );
};

function withInventory(command: Command): Command {
  return addOptions(command, ['inventory', 'extraVars', 'vault'])
    .option('--image <name>', 'only this image')
    .option('--json', 'print JSON');
}

async function forEachImage(
  flags: ImageFlags,
  terminal: Terminal,
  exit: (code: number) => void,
  work: Work,
): Promise<void> {
  const { image: only } = flags;
  const config = loadConfig();
  const { decryptVault } = await vaultOptions(flags, config);
  const found = await findImages({
    inventory: inventoryOf(flags.inventory, config),
    extraVars: readExtraVars(flags.extraVars, { decrypt: decryptVault }),
    decryptVault,
    ...(only === undefined ? {} : { only }),
  });
  const answers: Record<string, unknown> = {};
  for (const image of found) {
    try {
      answers[image.place.image] = await work(
        image,
        (line) => flags.json || terminal.stdout.write(`${line}\n`),
      );
    } catch (error) {
      if (!(error instanceof images.ImageRefusal)) throw error;
      terminal.stderr.write(`${image.place.image}: ${error.message}\n`);
      for (const finding of error.findings) terminal.stderr.write(`  ${images.formatFinding(finding)}\n`);
      exit(error.exitCode);
    }
  }
  if (flags.json) terminal.stdout.write(`${JSON.stringify(answers, null, 2)}\n`);
}

async function atHost<T>(
  image: FoundImage,
  work: (session: Awaited<ReturnType<typeof images.openImageHost>>['session']) => Promise<T>,
): Promise<T> {
  const { session, close } = await images.openImageHost(image.host);
  return work(session).finally(close);
}

async function list(image: FoundImage, say: (line: string) => void): Promise<unknown> {
  const known = await atHost(image, (session) => images.listGenerations(session, image.place));
  say(`${image.place.image} on ${image.hostName}, booted by ${image.nodes.join(' ')}`);
  for (const { number, current, created, kernel, from, madeBy } of known.generations) {
    say(
      `  ${current ? '*' : ' '} ${String(number).padStart(3)}  ${created}  ${kernel}  from ${from}  ${madeBy}`,
    );
  }
  for (const number of known.unfinished)
    say(`    ${String(number).padStart(3)}  unfinished: the next bake removes it`);
  return known;
}

async function check(
  image: FoundImage,
  generation: Checked,
  say: (line: string) => void,
  exit: (code: number) => void,
): Promise<unknown> {
  const checked = await atHost(image, (session) => images.checkImage(session, image.place, { generation }));
  for (const finding of checked.findings) say(images.formatCheckFinding(finding));
  const errors = checked.findings.filter(({ severity }) => severity === 'error').length;
  say(
    `${image.place.image} generation ${checked.generation}: ${errors === 0 ? 'will boot' : `${errors} reasons why it will not boot`}`,
  );
  if (errors > 0) exit(2);
  return checked;
}

async function diff(
  image: FoundImage,
  older: number,
  newer: number,
  say: (line: string) => void,
): Promise<unknown> {
  const changes = await atHost(image, (session) =>
    images.diffGenerations(session, image.place, older, newer),
  );
  for (const { kind, path } of changes) say(`${kind.padEnd(10)} ${path}`);
  say(`${changes.length} paths differ between generations ${older} and ${newer}`);
  return changes;
}

async function collectOld(
  { host, place }: FoundImage,
  keep: number,
  say: (line: string) => void,
): Promise<unknown> {
  const collected = await images.collectGenerations({ host, place, keep });
  say(`${place.image}: removed ${collected.removed.join(' ') || 'nothing'}`);
  for (const { number, reason } of collected.kept) say(`  kept ${number}: ${reason}`);
  return collected;
}

function sayPublished(
  image: string,
  published: images.Published,
  say: (line: string) => void,
): images.Published {
  const before = published.before === undefined ? '' : `, before it ${published.before}`;
  say(
    `${image}: nodes boot generation ${published.generation} now${before}${published.changed ? '' : ' (as before)'}`,
  );
  return published;
}
