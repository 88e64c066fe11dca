import { textOf } from './bytes.js';
import type { Frame } from './call.js';

/** The end of a call. */
export interface End {
  readonly sequence: number;
  readonly exitCode: number;
}

export interface FrameParserOptions {
  readonly nonce: string;
  /** Bytes kept of each field of a call's frames. */
  keepOf(sequence: number): number;
  onFrame(frame: Frame, sequence: number): void;
  onEnd(end: End): void;
  /** More than a host may say: the session is given up. */
  onProtocolError(message: string): void;
}

/**
 * Takes the bytes of the frame descriptor apart. Everything hangs on the session's nonce, which stands before
 * each piece: `N(kind seq:field N| field N)` is a frame, `N.seq code\n` ends a call. Anything between those
 * is noise and skipped, so that text that merely looks like a frame, and a frame that was cut off, do no harm.
 */
export class FrameParser {
  readonly #options: FrameParserOptions;
  readonly #nonce: Buffer;
  #pending: Buffer = Buffer.alloc(0);
  #open: OpenFrame | undefined;
  #kept = 0;

  constructor(options: FrameParserOptions) {
    this.#options = options;
    this.#nonce = Buffer.from(options.nonce, 'latin1');
  }

  push(chunk: Buffer): void {
    let rest = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    for (;;) {
      const at = rest.indexOf(this.#nonce);
      if (at < 0) break;
      const token = readToken(rest, at + this.#nonce.length);
      if (token === 'partial') {
        this.#take(rest.subarray(0, at));
        this.#pending = rest.subarray(at);
        return;
      }
      this.#take(rest.subarray(0, at));
      rest = rest.subarray(token.end);
      this.#handle(token);
    }
    const held = Math.min(rest.length, this.#nonce.length - 1);
    this.#take(rest.subarray(0, rest.length - held));
    this.#pending = Buffer.from(rest.subarray(rest.length - held));
  }

  #take(bytes: Buffer): void {
    const open = this.#open;
    if (open === undefined || bytes.length === 0) return;
    const room = Math.max(0, open.keep - open.fieldKept);
    const kept = bytes.subarray(0, room);
    if (kept.length > 0) {
      open.parts.push(Buffer.from(kept));
      open.fieldKept += kept.length;
      this.#count(kept.length, open.keep);
    }
    open.fieldSize += bytes.length;
  }

  #handle(token: Token): void {
    switch (token.kind) {
      case 'open':
        // written out: V8 adds what follows a spread one by one, which costs as much as all of the frame
        this.#open = {
          name: token.name,
          sequence: token.sequence,
          size: token.size,
          keep: this.#options.keepOf(token.sequence),
          fields: [],
          parts: [],
          fieldKept: 0,
          fieldSize: 0,
          omitted: 0,
        };
        this.#count(FRAME_COST, this.#open.keep);
        return;
      case 'field':
        if (this.#open) closeField(this.#open);
        return;
      case 'close': {
        const open = this.#open;
        this.#open = undefined;
        if (!open) return;
        closeField(open);
        const frame = frameOf(open);
        if (frame) this.#options.onFrame(frame, open.sequence);
        return;
      }
      case 'end':
        this.#open = undefined;
        this.#kept = 0;
        this.#options.onEnd(token);
        return;
      case 'noise':
        return;
    }
  }

  #count(bytes: number, keep: number): void {
    this.#kept += bytes;
    const limit = Math.max(MOST_KEPT, 4 * keep);
    if (this.#kept > limit)
      this.#options.onProtocolError(`the host sent more than ${limit} bytes of results`);
  }
}

/** What one call may make us keep, whatever the host sends. */
const MOST_KEPT = 64_000_000;
/** A frame costs memory even when it is empty. */
const FRAME_COST = 200;
const LONGEST_TOKEN = 64;
/** No newline, at which a bash would write what it has so far. */
const COLON = 0x3a;
const NEWLINE = 0x0a;

interface OpenFrame {
  readonly name: string;
  readonly sequence: number;
  /** The true length of a value of which only the first part is sent. */
  readonly size: number | undefined;
  readonly keep: number;
  readonly fields: Buffer[];
  parts: Buffer[];
  fieldKept: number;
  fieldSize: number;
  omitted: number;
}

type Token =
  | {
      readonly kind: 'open';
      readonly end: number;
      readonly name: string;
      readonly sequence: number;
      readonly size: number | undefined;
    }
  | { readonly kind: 'field' | 'close' | 'noise'; readonly end: number }
  | { readonly kind: 'end'; readonly end: number; readonly sequence: number; readonly exitCode: number };

function readToken(bytes: Buffer, at: number): Token | 'partial' {
  if (at >= bytes.length) return 'partial';
  const mark = String.fromCharCode(bytes[at]!);
  if (mark === '|') return { kind: 'field', end: at + 1 };
  if (mark === ')') return { kind: 'close', end: at + 1 };
  if (mark !== '(' && mark !== '.') return { kind: 'noise', end: at };
  const last = bytes.indexOf(mark === '(' ? COLON : NEWLINE, at);
  if (last < 0) return bytes.length - at > LONGEST_TOKEN ? { kind: 'noise', end: at } : 'partial';
  const words = bytes.toString('latin1', at + 1, Math.min(last, at + LONGEST_TOKEN)).split(' ');
  const end = last + 1;
  if (mark === '.') return { kind: 'end', end, sequence: Number(words[0]), exitCode: Number(words[1]) };
  const size = words[2] === undefined ? undefined : Number(words[2]);
  return { kind: 'open', end, name: words[0] ?? '', sequence: Number(words[1]), size };
}

function closeField(open: OpenFrame): void {
  open.fields.push(open.parts.length === 1 ? open.parts[0]! : Buffer.concat(open.parts));
  open.omitted += Math.max(0, (open.size ?? 0) - open.fieldKept, open.fieldSize - open.fieldKept);
  if (open.fields.length === 1) open.omitted = 0;
  open.parts = [];
  open.fieldKept = 0;
  open.fieldSize = 0;
}

function frameOf(open: OpenFrame): Frame | undefined {
  const [first = Buffer.alloc(0), second = Buffer.alloc(0), third = Buffer.alloc(0)] = open.fields;
  switch (open.name) {
    case 'change':
      return { kind: 'change', key: textOf(first), before: second, after: third };
    case 'data':
    case 'stream':
      return open.omitted > 0
        ? { kind: 'data', key: textOf(first), value: second, omitted: open.omitted }
        : { kind: 'data', key: textOf(first), value: second };
    case 'warn':
    case 'fail':
    case 'progress':
      return { kind: open.name, text: textOf(first) };
    default:
      return undefined;
  }
}
