import { setTimeout as sleep } from 'node:timers/promises';
import { pyRepr } from '../../lib/jinja/index.js';
import type { Channel } from '../../lib/remote/transport.js';
import type { Question } from './questions.js';

export interface Conversation {
  /** All that the command showed, each character a byte. */
  readonly shown: string;
  readonly ended: 'command' | 'timeout' | 'no-answer';
  /** Of `no-answer`: which question was that. */
  readonly problem?: string;
}

export interface Patience {
  /** For one question; undefined is for ever. */
  readonly timeoutMs: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Answers what a command asks until it ends, or asks nothing that is known for too long. The question that comes first
 * in what was not yet answered counts, of two at one place the first in the list, as in pexpect's run().
 */
export async function converse(
  channel: Channel,
  questions: readonly Question[],
  patience: Patience,
): Promise<Conversation> {
  const heard = listen(channel);
  let answered = '';
  for (;;) {
    const found = await awaitQuestion(heard, questions, patience);
    if (typeof found === 'string') return { shown: answered + heard.text, ended: found };
    const before = heard.text.slice(0, found.end);
    heard.text = heard.text.slice(found.end);
    answered += before;
    const answer = found.question.next();
    if (answer === undefined) {
      const problem = `No remaining responses for '${found.question.written}', output was '${pyRepr(Buffer.from(before, 'latin1'))}'`;
      return { shown: answered, ended: 'no-answer', problem };
    }
    // many a program forgets what was typed before it has turned the echo off
    await sleep(50, undefined, { signal: patience.signal });
    if (channel.stdin.writable) channel.stdin.write(answer);
  }
}

interface Heard {
  /** What was shown since the last answer. */
  text: string;
  isOver: boolean;
  /** Resolves when there is more, or no more. */
  more(): Promise<void>;
}

function listen({ stdout }: Channel): Heard {
  let wake = (): void => {};
  const heard: Heard = {
    text: '',
    isOver: false,
    more: () => new Promise((resolve) => (wake = resolve)),
  };
  const end = (): void => {
    heard.isOver = true;
    wake();
  };
  stdout.on('data', (chunk: Buffer) => {
    heard.text += chunk.toString('latin1');
    wake();
  });
  for (const event of ['end', 'close', 'error']) stdout.once(event, end);
  stdout.resume();
  return heard;
}

interface Found {
  readonly question: Question;
  readonly start: number;
  readonly end: number;
}

async function awaitQuestion(
  heard: Heard,
  questions: readonly Question[],
  { timeoutMs, signal }: Patience,
): Promise<Found | 'command' | 'timeout'> {
  const limit = timeoutMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  for (;;) {
    signal.throwIfAborted();
    const found = firstQuestion(heard.text, questions);
    if (found !== undefined) return found;
    if (heard.isOver) return 'command';
    if (limit.aborted) return 'timeout';
    await Promise.race([heard.more(), aborted(limit)]);
  }
}

function firstQuestion(text: string, questions: readonly Question[]): Found | undefined {
  let first: Found | undefined;
  for (const question of questions) {
    const match = question.pattern.exec(text);
    if (match !== null && (first === undefined || match.index < first.start))
      first = { question, start: match.index, end: match.index + match[0].length };
  }
  return first;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
