import { createInterface, type Interface } from 'node:readline';
import { askLine } from '../ask.js';

export type Completer = (line: string) => Promise<[fitting: string[], part: string]>;

/**
 * Reads one line after the other; undefined at the end of what is typed. A terminal has a line editor only while it
 * waits for a line, so that whatever a task asks (a host's key, a password, `pause`) has it to itself.
 */
export function commandLines(
  shown: NodeJS.WritableStream,
  complete: Completer,
): (prompt: string) => Promise<string | undefined> {
  // there is nobody who reads a prompt
  if (!process.stdin.isTTY) return () => askLine({ text: '', secret: false });
  let history: string[] = [];
  let ahead = '';
  return async (prompt) => {
    // Ctrl-D while a task ran
    if (process.stdin.readableEnded) return undefined;
    const editor = createInterface({
      input: process.stdin,
      output: shown,
      terminal: true,
      history: [...history],
      removeHistoryDuplicates: true,
      completer: (line: string, done: Completed) => void complete(line).then((found) => done(null, found)),
    });
    editor.on('history', (lines) => (history = [...lines])).setPrompt(prompt);
    const read = readLine(editor, shown);
    editor.prompt();
    editor.write(ahead);
    const { line, rest } = await read;
    ahead = rest;
    editor.close();
    return line;
  };
}

type Completed = (error: null, result: [string[], string]) => void;

/** The first line; what is pasted comes in one piece, and what is behind the line is for those that follow. */
function readLine(
  editor: Interface,
  shown: NodeJS.WritableStream,
): Promise<{ readonly line: string | undefined; readonly rest: string }> {
  return new Promise((resolve) => {
    const lines: string[] = [];
    const end = (): void => {
      // the beginning of another line is shown again when its turn comes
      if (editor.line !== '') shown.write('\r\u001b[J');
      resolve({ line: lines[0], rest: [...lines.slice(1), editor.line].join('\n') });
    };
    editor.on('line', (line) => {
      if (lines.push(line) === 1) queueMicrotask(end);
    });
    editor.on('close', () => resolve({ line: undefined, rest: '' }));
    editor.on('SIGINT', () => {
      shown.write('^C\n');
      resolve({ line: '', rest: '' });
    });
  });
}
