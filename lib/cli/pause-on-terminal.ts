import { emitKeypressEvents, type Key } from 'node:readline';
import { withTerminal } from './terminal-turn.js';
import type { Pause, PauseEnd, PauseQuestion } from '../module/index.js';

/**
 * Holds the run until somebody presses Enter, or the time is over. Ctrl-C asks whether to go on (C) or to give up (A),
 * as people know it from Ansible; what is typed while a time runs is no answer. Keys are read one by one: a line
 * editor would take Ctrl-C, and on a dumb terminal know no Backspace.
 */
export const pauseOnTerminal =
  (shown: NodeJS.WritableStream): Pause =>
  (question, signal) =>
    withTerminal(async () => (signal.aborted ? { kind: 'continued' } : pause(question, signal, shown)));

const pause = (
  question: PauseQuestion,
  signal: AbortSignal,
  shown: NodeJS.WritableStream,
): Promise<PauseEnd> =>
  new Promise((resolve) => {
    const end = (how: PauseEnd): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveWay);
      process.stdin.off('keypress', onKey).setRawMode(false).pause();
      shown.write('\n');
      resolve(how);
    };
    const giveWay = (): void => end({ kind: 'continued' });
    const onKey = keyReader(question, shown, end);
    const { timeoutMs } = question;
    const timer = timeoutMs === undefined ? undefined : setTimeout(giveWay, timeoutMs);
    signal.addEventListener('abort', giveWay);
    emitKeypressEvents(process.stdin);
    process.stdin.setRawMode(true).resume().on('keypress', onKey);
    shown.write(textOf(question));
  });

function textOf({ task, prompt, echo, timeoutMs }: PauseQuestion): string {
  const asked = prompt === undefined ? '' : `[${task}]\n${prompt}${echo ? '' : ' (output is hidden)'}:\n`;
  if (timeoutMs === undefined) return asked;
  const seconds = Math.trunc(timeoutMs / 1000);
  return `Pausing for ${seconds} seconds\n(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)\r\n${asked}`;
}

function keyReader(
  { echo, timeoutMs }: PauseQuestion,
  shown: NodeJS.WritableStream,
  end: (how: PauseEnd) => void,
): (text: string | undefined, key: Key) => void {
  let typed: readonly string[] = [];
  let interrupted = false;
  const show = (text: string): void => void (echo && shown.write(text));
  const edit = (text: string | undefined, name: string | undefined): void => {
    if (name === 'return' || name === 'enter') return end({ kind: 'answered', text: typed.join('') });
    if (name === 'backspace') {
      if (typed.length > 0) show('\b \b');
      typed = typed.slice(0, -1);
    } else if (text !== undefined && /^\P{Cc}+$/u.test(text)) {
      typed = [...typed, ...text];
      show(text);
    }
  };
  return (text, { name, ctrl }) => {
    const isInterrupt = ctrl === true && name === 'c';
    if (interrupted && (isInterrupt || name === 'a')) return end({ kind: 'aborted' });
    if (interrupted) return name === 'c' ? end({ kind: 'continued' }) : undefined;
    if (isInterrupt) {
      interrupted = true;
      shown.write("\nPress 'C' to continue the play or 'A' to abort \r\n");
    } else if (timeoutMs === undefined) edit(text, name);
  };
}
