import { openSession, type Session } from '../remote/session.js';
import type { Transport } from '../remote/transport.js';
import type { GateFinding, GateKind } from './gate-finding.js';
import { formatFinding } from './gate-finding.js';
import { holdImage, type Hold, type ImageHost } from './hold.js';
import { type ImagePlace } from './image-place.js';
import { ImageRefusal } from './image-refusal.js';
import { lastValue, runImageScript, type ScriptOptions } from './image-script.js';

export interface GenerationOptions extends ScriptOptions {
  readonly host: ImageHost;
  readonly place: ImagePlace;
  /** What the new generation starts from. Default `base`. */
  readonly from?: 'base' | 'current' | number;
  /** Version of the kernel; default the newest in the image. */
  readonly kernel?: string;
  readonly gate?: GateRules;
  /** Said in the history: who, or which run. */
  readonly madeBy?: string;
}

/** What is declared, and so no finding of the gate. */
export interface GateRules {
  readonly authorizedKeys?: readonly string[];
  /** Shell patterns of paths below the root. */
  readonly allowed?: readonly string[];
  /** Values that must not stand anywhere in the image. */
  readonly secrets?: readonly string[];
}

/** A generation that is being made: its root is a place to run plays in. */
export interface OpenGeneration {
  readonly number: number;
  /** What nodes booted when this one was begun; nothing, when none was published yet. */
  readonly served: number | undefined;
  readonly root: string;
  readonly inside: Transport;
  /** Everything after the plays: identity out, initramfs, gate, boot files, on disk, finished. */
  finish(): Promise<FinishedGeneration>;
  /** Makes it what nodes boot. */
  publish(): Promise<void>;
  /** Lets go of the image; what is not finished is removed. */
  close(): Promise<void>;
}

export interface FinishedGeneration {
  readonly number: number;
  readonly kernel: string;
}

/**
 * Locks the image and starts a generation that is a copy of another.
 * @throws {@link ImageRefusal} when the image is locked or the copy cannot be made
 */
export async function openGeneration(options: GenerationOptions): Promise<OpenGeneration> {
  const hold = await holdImage(options.host, options.place);
  try {
    return await startGeneration(hold, options);
  } catch (error) {
    await hold.release();
    throw error;
  }
}

async function startGeneration(hold: Hold, options: GenerationOptions): Promise<OpenGeneration> {
  const { place } = options;
  const { outside } = hold;
  const prepared = await runImageScript(
    outside,
    'prepare',
    place,
    { from: String(options.from ?? 'base'), base: undefined },
    options,
  ).catch((error: unknown) => giveUp(outside, place, error));
  const number = lastValue(prepared, 'number')!;
  const root = lastValue(prepared, 'root')!;
  const served = lastValue(prepared, 'served')!;
  await runImageScript(outside, 'enter', place, { root }, options).catch((error: unknown) =>
    giveUp(outside, place, error, root),
  );
  let finished = false;
  return {
    number: Number(number),
    served: served === '' ? undefined : Number(served),
    root,
    inside: hold.inside(root),
    async finish() {
      const kernel = await seal(hold.inside(root), options);
      await runImageScript(outside, 'leave', place, { root }, options);
      await passGate(outside, { ...options, number, root });
      const from = lastValue(prepared, 'from')!;
      const madeBy = JSON.stringify(options.madeBy ?? '');
      await runImageScript(
        outside,
        'finish',
        place,
        { number, kernel, from, base: lastValue(prepared, 'base') ?? '', made_by: madeBy, kind: 'baked' },
        options,
      );
      finished = true;
      return { number: Number(number), kernel };
    },
    async publish() {
      await runImageScript(
        hold.host,
        'publish',
        place,
        { wanted: number, who: options.madeBy ?? '' },
        options,
      );
    },
    async close() {
      if (!finished) await discard(outside, place, root);
      await hold.release();
    },
  };
}

async function seal(inside: Transport, options: GenerationOptions): Promise<string> {
  const session = await openSession({ transport: inside, openMs: 10_000 });
  try {
    const said = await runImageScript(session, 'seal', options.place, { kernel: options.kernel }, options);
    return lastValue(said, 'kernel')!;
  } finally {
    await session.close();
  }
}

interface GateSubject extends GenerationOptions {
  readonly number: string;
  readonly root: string;
  /** Beside the root, for `diff`: every file is read anyway. */
  readonly writeManifest?: boolean;
}

async function passGate(outside: Session, subject: GateSubject): Promise<void> {
  const findings = await findAtGate(outside, { ...subject, writeManifest: true });
  if (findings.length === 0) return;
  const list = findings.map((each) => `  ${formatFinding(each)}`).join('\n');
  throw new ImageRefusal(
    'gate',
    `generation ${subject.number} of ${subject.place.image} must not be published:\n${list}`,
    findings,
  );
}

/** What must not be in a tree that any machine on the boot network can read. */
export async function findAtGate(
  session: Session,
  subject: Pick<GateSubject, 'place' | 'root' | 'number' | 'gate' | 'writeManifest'> & ScriptOptions,
): Promise<readonly GateFinding[]> {
  const { gate = {} } = subject;
  const params = {
    root: subject.root,
    number: subject.number,
    authorized_key: gate.authorizedKeys ?? [],
    allowed: gate.allowed ?? [],
    secret: (gate.secrets ?? []).flatMap(patternsOf),
    write_manifest: subject.writeManifest ?? false,
  };
  const said = await runImageScript(session, 'gate', subject.place, params, subject);
  return said.data.map(([kind, path]) => ({ kind: kind as GateKind, path }));
}

/** What to look for: a short text would be found everywhere, and so would the common lines of a long one. */
function patternsOf(secret: string): string[] {
  const lines = secret.trim().split('\n');
  if (lines.length > 1) return lines.map((line) => line.trim()).filter((line) => /^[\w+/=]{32,}$/.test(line));
  const [line = ''] = lines;
  if (line.length < SHORTEST_SECRET) return [];
  const base64 = Buffer.from(line).toString('base64').replace(/.?=*$/, '');
  return [line, base64];
}

const SHORTEST_SECRET = 6;

/** What was begun goes, whyever it is given up. */
async function giveUp(outside: Session, place: ImagePlace, why: unknown, root?: string): Promise<never> {
  await discard(outside, place, root);
  throw why;
}

// What cannot be removed now, the next bake removes.
async function discard(outside: Session, place: ImagePlace, root: string | undefined): Promise<void> {
  if (outside.lost) return;
  try {
    if (root !== undefined) await runImageScript(outside, 'leave', place, { root });
    await runImageScript(outside, 'discard', place, {});
  } catch {
    // told by the list of generations
  }
}
