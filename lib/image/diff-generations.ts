import { CONTROL_ESCAPES } from '../core/control-escapes.js';
import type { Session } from '../remote/session.js';
import type { ImagePlace } from './image-place.js';
import { lastValue, runImageScript } from './image-script.js';

export interface PathChange {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'content' | 'attributes' | 'type';
  /** Type and mode, owner and target, as the manifest has them; absent when there was or is nothing. */
  readonly before?: string;
  readonly after?: string;
}

/** What differs between two generations, by content and not by time, sorted by path. */
export async function diffGenerations(
  session: Session,
  place: ImagePlace,
  older: number,
  newer: number,
): Promise<readonly PathChange[]> {
  const said = await runImageScript(session, 'diff', place, { old: older, new: newer });
  return readManifestDiff(lastValue(said, 'lines') ?? '');
}

/** Reads lines of two manifests that only one has; those of the newer start with `>`. */
function readManifestDiff(text: string): readonly PathChange[] {
  const sides = new Map<string, Sides>();
  for (const line of text.split('\n').filter(Boolean)) {
    const isNew = line.startsWith('>');
    const entry = readEntry(isNew ? line.slice(1) : line);
    const side: Sides = sides.get(entry.path) ?? { old: {}, new: {} };
    side[isNew ? 'new' : 'old'][entry.kind] = entry.text;
    sides.set(entry.path, side);
  }
  return [...sides].map(([path, side]) => changeOf(path, side)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

interface Sides {
  readonly old: { attributes?: string; content?: string };
  readonly new: { attributes?: string; content?: string };
}

function readEntry(line: string): { path: string; kind: 'attributes' | 'content'; text: string } {
  const attributes = /^T (\S+ \d+ \d+ \S+) ("(?:[^"\\]|\\.)*")(?: -> ("(?:[^"\\]|\\.)*"))?$/.exec(line);
  if (attributes) {
    const target = attributes[3] === undefined ? '' : ` -> ${unquote(attributes[3])}`;
    return { kind: 'attributes', path: shorten(unquote(attributes[2]!)), text: `${attributes[1]}${target}` };
  }
  const content = /^H (\\?)([0-9a-f]{64}) (.*)$/.exec(line);
  if (!content) throw new Error(`not a line of a manifest: ${line}`);
  const path = content[1]
    ? content[3]!.replace(/\\(n|r|\\)/g, (_, c: string) => CONTROL_ESCAPES[c] ?? c)
    : content[3]!;
  return { kind: 'content', path: shorten(path), text: content[2]! };
}

const shorten = (path: string): string => path.replace(/^\.\/?/, '');

/** A name as `stat` prints it in C's quoting. */
function unquote(quoted: string): string {
  const bytes: Buffer[] = [];
  for (const [, octal, escape, plain] of quoted.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gs)) {
    if (octal !== undefined) bytes.push(Buffer.of(parseInt(octal, 8)));
    else bytes.push(Buffer.from(escape === undefined ? plain! : (CONTROL_ESCAPES[escape] ?? escape)));
  }
  return Buffer.concat(bytes).toString('utf8');
}

// The first hexadecimal digit of a mode is the type of the entry.
function changeOf(path: string, { old, new: after }: Sides): PathChange {
  const shown = {
    ...(old.attributes ? { before: old.attributes } : {}),
    ...(after.attributes ? { after: after.attributes } : {}),
  };
  if (old.attributes && after.attributes) {
    const sameType = old.attributes[0] === after.attributes[0];
    return {
      path,
      kind: sameType ? (old.content || after.content ? 'content' : 'attributes') : 'type',
      ...shown,
    };
  }
  if (old.attributes) return { path, kind: 'removed', ...shown };
  if (after.attributes) return { path, kind: 'added', ...shown };
  return { path, kind: 'content' };
}
