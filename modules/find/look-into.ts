import { failedResult, scriptBeside, type ModuleContext } from '../../lib/module/index.js';
import { textOf } from '../../lib/remote/bytes.js';
import type { Found } from './read-found.js';

const script = scriptBeside(import.meta.url, 'look-into.sh');

export interface Look {
  readonly wants_text: boolean;
  readonly wants_checksum: boolean;
  /** Only of files that hold these words; '' for all. */
  readonly words: string;
}

export interface Seen {
  text?: string;
  checksum?: string;
}

/** What is in files, by their paths: as many with one trip as an answer can hold. Nothing of those that cannot be read. */
export async function lookInto(
  files: readonly Found[],
  look: Look,
  ctx: ModuleContext,
): Promise<ReadonlyMap<string, Seen>> {
  const said = new Map<string, Seen>();
  for (const part of parts(files.filter(({ type }) => type === 'file'))) await ask(part, look, ctx, said);
  return said;
}

async function ask(
  files: readonly Found[],
  look: Look,
  ctx: ModuleContext,
  said: Map<string, Seen>,
): Promise<void> {
  const params = { ...look, files: files.map(({ path }) => path) };
  const reply = await ctx.call(script.text(), params, { mode: 'apply' });
  // one of them went meanwhile: the others are asked for again
  if (failedResult(reply)) {
    if (files.length > 1) for (const file of files) await ask([file], look, ctx, said);
    return;
  }
  let one: Seen = {};
  for (const frame of reply.frames) {
    if (frame.kind !== 'data') continue;
    if (frame.key === 'path') said.set(textOf(frame.value), (one = {}));
    if (frame.key === 'text') one.text = textOf(frame.value);
    if (frame.key === 'checksum') one.checksum = textOf(frame.value);
  }
}

const MOST_FILES = 2000;
const MOST_BYTES = 20_000_000;

function parts(files: readonly Found[]): readonly (readonly Found[])[] {
  const all: Found[][] = [];
  let bytes = Infinity;
  for (const file of files) {
    const last = all.at(-1);
    bytes += file.size;
    if (last && last.length < MOST_FILES && bytes <= MOST_BYTES) last.push(file);
    else {
      all.push([file]);
      bytes = file.size;
    }
  }
  return all;
}
