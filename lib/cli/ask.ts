import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';

export interface Question {
  readonly text: string;
  readonly secret: boolean;
  /** Where the question is shown; standard error when nothing is said. */
  readonly shownOn?: NodeJS.WritableStream;
  /** Takes the question back. */
  readonly signal?: AbortSignal;
}

/** Asks on the terminal; a secret answer is not shown. Where there is no terminal, lines of standard input answer. */
export const askOnTerminal = async (question: Question): Promise<string> => (await askLine(question)) ?? '';

/** The same; undefined at the end of what is typed. */
export function askLine(question: Question): Promise<string | undefined> {
  hasAsked = true;
  const shown = question.shownOn ?? process.stderr;
  if (!process.stdin.isTTY) {
    shown.write(question.text);
    return nextLine();
  }
  if (!question.secret) return ask(shown, question.text, question.signal);
  shown.write(question.text);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  return ask(nowhere, '').finally(() => shown.write('\n'));
}

function ask(output: NodeJS.WritableStream, text: string, signal?: AbortSignal): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  return new Promise<string | undefined>((resolve) => {
    terminal.question(text, resolve);
    terminal.once('SIGINT', () => {
      // who listens hears of it before the question is over
      if (!process.emit('SIGINT', 'SIGINT')) process.kill(process.pid, 'SIGINT');
      terminal.close();
    });
    terminal.once('close', () => resolve(undefined));
    signal?.addEventListener('abort', () => terminal.close(), { once: true });
  }).finally(() => terminal.close());
}

let hasAsked = false;
let lines: Interface | undefined;
const ready: string[] = [];
const waiting: ((line: string | undefined) => void)[] = [];
let over = false;

// one reader for all questions: a second one would miss what the first has read ahead
function nextLine(): Promise<string | undefined> {
  lines ??= createInterface({ input: process.stdin })
    .on('line', (line) => (waiting.length > 0 ? waiting.shift()!(line) : ready.push(line)))
    .on('close', () => {
      over = true;
      for (const answer of waiting.splice(0)) answer(undefined);
    });
  if (ready.length > 0 || over) return Promise.resolve(ready.shift());
  return new Promise((resolve) => waiting.push(resolve));
}

/** Lets the process end although questions were asked. */
export function stopAsking(): void {
  lines?.close();
  if (hasAsked) process.stdin.pause();
}
