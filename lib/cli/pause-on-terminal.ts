import { createInterface, type Interface, type Key } from 'node:readline';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pause, PauseEnd, PauseQuestion } from '../module/index.js';

/**
 * Holds the run until somebody presses Enter, or the time is over. Ctrl-C asks whether to go on (C) or to give up (A),
 * as people know it from Ansible; what is typed while a time runs is no answer.
 */
export const pauseOnTerminal =
  (shown: NodeJS.WritableStream): Pause =>
  async (question, signal) => {
    shown.write(textOf(question));
    const isHidden = !question.echo || question.timeoutMs !== undefined;
    const keys = createInterface({
      input: process.stdin,
      output: isHidden ? nowhere() : shown,
      terminal: true,
    });
    const done = new AbortController();
    try {
      return await Promise.race([
        answerOf(keys, shown, question),
        timeOver(question.timeoutMs, signal, done.signal),
      ]);
    } finally {
      done.abort();
      keys.close();
      if (isHidden) shown.write('\n');
    }
  };

function textOf({ task, prompt, echo, timeoutMs }: PauseQuestion): string {
  const asked = prompt === undefined ? '' : `[${task}]\n${prompt}${echo ? '' : ' (output is hidden)'}:\n`;
  if (timeoutMs === undefined) return asked;
  const seconds = Math.trunc(timeoutMs / 1000);
  return `Pausing for ${seconds} seconds\n(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)\r\n${asked}`;
}

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

async function answerOf(
  keys: Interface,
  shown: NodeJS.WritableStream,
  { timeoutMs }: PauseQuestion,
): Promise<PauseEnd> {
  const line = new Promise<PauseEnd>((resolve) => {
    if (timeoutMs === undefined) keys.once('line', (text) => resolve({ kind: 'answered', text }));
    keys.once('close', () => resolve({ kind: 'continued' }));
  });
  const interrupted = new Promise<PauseEnd>((resolve) =>
    keys.once('SIGINT', () => {
      shown.write("\nPress 'C' to continue the play or 'A' to abort \r\n");
      keys.on('SIGINT', () => resolve({ kind: 'aborted' }));
      process.stdin.on('keypress', function choose(_text, key: Key) {
        const name = key.name?.toLowerCase();
        if (name !== 'c' && name !== 'a') return;
        if (key.ctrl && name === 'c') return;
        process.stdin.off('keypress', choose);
        resolve({ kind: name === 'c' ? 'continued' : 'aborted' });
      });
    }),
  );
  return Promise.race([line, interrupted]);
}

async function timeOver(
  timeoutMs: number | undefined,
  run: AbortSignal,
  done: AbortSignal,
): Promise<PauseEnd> {
  const signal = AbortSignal.any([run, done]);
  // a timer takes no more than 24 days
  await sleep(timeoutMs ?? 2 ** 31 - 1, undefined, { signal }).catch(() => undefined);
  return { kind: 'continued' };
}
