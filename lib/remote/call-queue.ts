import type { Call, Frame, Reply } from './call.js';
import { ConnectionLost } from './connection-lost.js';
import { FrameParser } from './frame-parser.js';
import { KnownScripts } from './known-scripts.js';
import { LogSplitter } from './log-splitter.js';
import { DEFAULT_KEEP, renderCall } from './render-call.js';
import type { Channel, Exit } from './transport.js';

/**
 * The calls of one shell, first in first out. A call is over when its end mark has come on both streams; a
 * process that it left in the background may hold them open for as long as it likes.
 */
export class CallQueue {
  lost: ConnectionLost | undefined;
  readonly #channel: Channel;
  readonly #parser: FrameParser;
  readonly #log: LogSplitter;
  readonly #kill: CallQueueOptions['kill'];
  readonly #pack: (text: Buffer) => Buffer;
  readonly #known = new KnownScripts();
  readonly #waiting: Pending[] = [];
  #sequence = 0;
  #closing = false;

  /** Some script has changed something. */
  hasChanged = false;

  get isIdle(): boolean {
    return this.usable && this.#waiting.length === 0;
  }

  get usable(): boolean {
    return this.lost === undefined && !this.#closing;
  }

  constructor(channel: Channel, nonce: string, { kill, pack = (text) => text }: CallQueueOptions) {
    this.#channel = channel;
    this.#kill = kill;
    this.#pack = pack;
    this.#parser = new FrameParser({
      nonce,
      keepOf: (sequence) => this.#find(sequence)?.call.keepBytes ?? DEFAULT_KEEP,
      onFrame: (frame, sequence) => this.#onFrame(frame, sequence),
      onEnd: (end) => this.#onEnd(end.sequence, { exitCode: end.exitCode }),
      onProtocolError: (message) => this.#lose(new ConnectionLost('protocol', message)),
    });
    this.#log = new LogSplitter(nonce, (sequence, log) => this.#onEnd(sequence, { log }));
    channel.stdout.on('data', (chunk: Buffer) => this.#parser.push(chunk)).resume();
    channel.stderr.on('data', (chunk: Buffer) => this.#log.push(chunk)).resume();
    void channel.exit.then((exit) => this.#awaitLastWords(exit));
  }

  /** What is written in one go, scripts that travel together, leaves in one system call. */
  write(bytes: Buffer): void {
    const { stdin } = this.#channel;
    if (stdin.writableCorked === 0) {
      stdin.cork();
      setImmediate(() => stdin.uncork());
    }
    stdin.write(this.#pack(bytes));
  }

  async call(call: Call): Promise<Reply> {
    if (this.lost) throw this.lost;
    if (this.#closing) throw new ConnectionLost('close', 'the session is closed');
    if (call.signal?.aborted) return NEVER_RUN;
    const sequence = ++this.#sequence;
    const bytes = renderCall(call, sequence, this.#known);
    return new Promise((resolve, reject) => {
      const pending: Pending = {
        call,
        sequence,
        resolve,
        reject,
        frames: [],
        ended: 'done',
        timers: [],
        startedAt: 0,
      };
      this.#waiting.push(pending);
      if (this.#waiting.length === 1) this.#start(pending);
      this.#watch(pending);
      this.write(bytes);
    });
  }

  /** Lets the shell end by itself, so that it removes its temporary directory. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.lost) return;
    this.#channel.stdin.end();
    const timer = setTimeout(() => this.#channel.kill('SIGKILL'), CLOSE_MS);
    await this.#channel.exit;
    clearTimeout(timer);
    this.#channel.kill();
  }

  #start(pending: Pending): void {
    pending.startedAt = performance.now();
    pending.onStart?.();
    const { timeoutMs } = pending.call;
    if (timeoutMs === undefined) return;
    pending.timers.push(setTimeout(() => this.#stop(pending, 'timeout'), timeoutMs));
  }

  #watch(pending: Pending): void {
    const { signal } = pending.call;
    if (!signal) return;
    const onAbort = (): void => this.#stop(pending, 'cancelled');
    signal.addEventListener('abort', onAbort, { once: true });
    pending.unwatch = () => signal.removeEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  }

  /** Kills what the call runs. When even then no end mark comes, the session is given up, and the next use opens another. */
  #stop(pending: Pending, why: 'timeout' | 'cancelled'): void {
    if (pending.ended !== 'done') return;
    pending.ended = why;
    if (this.#waiting[0] === pending) void this.#killFor(pending);
    else pending.onStart = () => this.#killSoon(pending);
  }

  /** What follows in a chain is passed over when the call before it was killed; only what runs has to be. */
  #killSoon(pending: Pending): void {
    if (pending.call.chain?.follows !== true) return void this.#killFor(pending);
    pending.timers.push(setTimeout(() => void this.#killFor(pending), PASS_MS));
  }

  async #killFor(pending: Pending): Promise<void> {
    pending.killing = true;
    const giveUp = (): void =>
      this.#lose(new ConnectionLost('call', 'the shell was killed together with its command'));
    pending.timers.push(setTimeout(giveUp, KILL_MS));
    const found = await this.#kill().catch(() => false);
    pending.killing = false;
    if (!found) pending.timers.push(setTimeout(giveUp, LAST_CHANCE_MS));
    this.#finishAll();
  }

  #find(sequence: number): Pending | undefined {
    return this.#waiting.find((pending) => pending.sequence === sequence);
  }

  #onFrame(frame: Frame, sequence: number): void {
    const pending = this.#find(sequence);
    if (!pending) return;
    pending.frames.push(frame);
    this.hasChanged ||= frame.kind === 'change';
    pending.call.onFrame?.(frame);
  }

  /** One stream may be calls ahead of the other. */
  #onEnd(sequence: number, part: { exitCode?: number; log?: Buffer }): void {
    const pending = this.#find(sequence);
    if (pending) Object.assign(pending, part);
    this.#finishAll();
  }

  #finishAll(): void {
    for (let first = this.#waiting[0]; first && finish(first); first = this.#waiting[0]) {
      this.#waiting.shift();
      const next = this.#waiting[0];
      if (next) this.#start(next);
    }
  }

  // a shell that was closed with nothing to do has no last words, and a timer would hold our own end up
  #awaitLastWords(exit: Exit): void {
    if (this.#closing && this.#waiting.length === 0) return;
    setTimeout(() => this.#onExit(exit), LAST_WORDS_MS);
  }

  #onExit(exit: Exit): void {
    if (this.lost) return;
    const running = this.#waiting[0];
    const seconds = running ? Math.round((performance.now() - running.startedAt) / 1000) : 0;
    const said = this.#log.take().toString('utf8').trim().slice(-500);
    const why = exit.reason ?? `the shell ended (${exit.signal ?? `exit code ${exit.code}`})`;
    const after = running ? ` after ${seconds} s; the command may still run` : '';
    this.#lose(new ConnectionLost('call', `connection lost${after}: ${why}${said ? `: ${said}` : ''}`));
  }

  #lose(error: ConnectionLost): void {
    if (this.lost) return;
    this.lost = error;
    this.#channel.kill('SIGKILL');
    for (const pending of this.#waiting.splice(0)) {
      release(pending);
      if (pending.ended === 'done') pending.reject(error);
      else
        pending.resolve({
          frames: pending.frames,
          exitCode: KILLED,
          log: this.#log.take(),
          durationMs: performance.now() - pending.startedAt,
          ended: pending.ended,
        });
    }
  }
}

/** The shell's end is known before its last words are read. */
const LAST_WORDS_MS = 30;
const PASS_MS = 300;
const CLOSE_MS = 2_000;
/** TERM, two seconds, KILL, and a little for the way. */
const KILL_MS = 5_000;
/** For a call that ended by itself just before it was to be killed. */
const LAST_CHANCE_MS = 500;
/** What a shell tells of a command that was ended with KILL. */
const KILLED = 137;

/** What the shell tells of a call of a chain that it did not run. */
const PASSED_OVER = -1;
/** The same, because a file is not as it was. */
const OUTDATED = -2;

const NEVER_RUN: Reply = {
  frames: [],
  exitCode: KILLED,
  log: new Uint8Array(),
  durationMs: 0,
  ended: 'cancelled',
};

interface CallQueueOptions {
  /** Ends everything that the shell has started, but not the shell. */
  readonly kill: () => Promise<boolean>;
  /** How the shell is sent what it is to run. */
  readonly pack?: (text: Buffer) => Buffer;
}

interface Pending {
  readonly call: Call;
  readonly sequence: number;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
  readonly frames: Frame[];
  readonly timers: NodeJS.Timeout[];
  ended: Reply['ended'];
  startedAt: number;
  killing?: boolean;
  exitCode?: number;
  log?: Buffer;
  onStart?: () => void;
  unwatch?: () => void;
}

/** Resolves a call when both its streams have ended. */
function finish(pending: Pending): boolean {
  const { exitCode, log, frames } = pending;
  if (exitCode === undefined || log === undefined || pending.killing) return false;
  release(pending);
  const ended = exitCode === PASSED_OVER ? 'not-run' : exitCode === OUTDATED ? 'outdated' : pending.ended;
  pending.resolve({ frames, exitCode, log, durationMs: performance.now() - pending.startedAt, ended });
  return true;
}

function release(pending: Pending): void {
  for (const timer of pending.timers) clearTimeout(timer);
  pending.unwatch?.();
}
