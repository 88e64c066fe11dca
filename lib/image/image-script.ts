import { readFileSync } from 'node:fs';
import type { Frame, Param, Reply } from '../remote/call.js';
import type { Session } from '../remote/session.js';
import { ImageRefusal } from './image-refusal.js';
import { imageDir, type ImagePlace } from './image-place.js';

/** The scripts in shell/, each sent with the shared functions it needs before it. */
export type ScriptName =
  | 'prepare'
  | 'enter'
  | 'leave'
  | 'seal'
  | 'gate'
  | 'finish'
  | 'publish'
  | 'collect'
  | 'list'
  | 'diff'
  | 'discard'
  | 'make'
  | 'survey';

const NEEDS: Readonly<Record<ScriptName, readonly string[]>> = {
  prepare: ['common', 'fingerprint'],
  enter: ['common'],
  leave: ['common'],
  seal: [],
  gate: ['common', 'manifest'],
  finish: ['common'],
  publish: ['common', 'exports'],
  collect: ['common', 'exports'],
  list: ['common'],
  diff: ['common'],
  discard: ['common'],
  make: ['common', 'exports', 'lock', 'manifest', 'fingerprint'],
  survey: ['common'],
};

export interface ScriptOptions {
  readonly check?: boolean;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly onProgress?: ((text: string) => void) | undefined;
  readonly onWarning?: ((text: string) => void) | undefined;
}

/** What a script said: its data by key, in order, and whether it changed anything. */
export interface Said {
  readonly data: readonly (readonly [key: string, value: string])[];
  readonly changed: boolean;
  readonly changes: readonly { readonly key: string; readonly before: string; readonly after: string }[];
}

/** Runs a script of an image at the host that has it. @throws {@link ImageRefusal} when it fails. */
export async function runImageScript(
  session: Session,
  name: ScriptName,
  place: ImagePlace,
  params: Readonly<Record<string, Param>>,
  options: ScriptOptions = {},
): Promise<Said> {
  const reply = await session.call({
    script: [...NEEDS[name], name].map(imageScriptText).join('\n'),
    params: { dir: imageDir(place), image: place.image, ...params },
    mode: options.check ? 'check' : 'apply',
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    keepBytes: 50_000_000,
    onFrame: (frame) => tell(frame, options),
  });
  return readReply(reply, name);
}

export const lastValue = (said: Said, key: string): string | undefined =>
  said.data.findLast(([each]) => each === key)?.[1];

const texts = new Map<string, string>();

/** The text of one script without what it needs. */
export function imageScriptText(name: string): string {
  let text = texts.get(name);
  if (text === undefined) {
    text = readFileSync(new URL(`./shell/${name}.sh`, import.meta.url), 'utf8');
    texts.set(name, text);
  }
  return text;
}

function tell(frame: Frame, options: ScriptOptions): void {
  if (frame.kind === 'progress') options.onProgress?.(frame.text);
  if (frame.kind === 'warn') options.onWarning?.(frame.text);
}

function readReply(reply: Reply, name: ScriptName): Said {
  const failed = reply.frames.find((frame) => frame.kind === 'fail');
  const log = Buffer.from(reply.log).toString('utf8').trim().split('\n').slice(-5).join('\n');
  if (failed) throw new ImageRefusal('failed', log === '' ? failed.text : `${failed.text}\n${log}`);
  if (reply.ended !== 'done')
    throw new ImageRefusal(
      'failed',
      `work on the image was ${reply.ended === 'timeout' ? 'cut off by its time limit' : 'stopped'} at its step '${name}'`,
    );
  if (reply.exitCode !== 0)
    throw new ImageRefusal('failed', `${name} ended with exit code ${reply.exitCode}: ${log}`);
  return {
    data: reply.frames.flatMap((frame) =>
      frame.kind === 'data' ? [[frame.key, text(frame.value)] as const] : [],
    ),
    changes: reply.frames.flatMap((frame) =>
      frame.kind === 'change'
        ? [{ key: frame.key, before: text(frame.before), after: text(frame.after) }]
        : [],
    ),
    changed: reply.frames.some((frame) => frame.kind === 'change'),
  };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
