import { createConnection } from 'node:net';
import { readFileSync } from 'node:fs';
import type { Terminal } from './command-line.js';

const leave = 0x1d; // Ctrl-]

/** Shows what a console said so far and connects the terminal with it until Ctrl-]. */
export function attachConsole(
  console: { readonly socket: string; readonly log: string },
  terminal: Terminal,
): Promise<void> {
  terminal.stdout.write(readFileSync(console.log).subarray(-4096));
  return new Promise((resolve, reject) => {
    const socket = createConnection(console.socket);
    const end = (): void => {
      process.stdin.setRawMode?.(false);
      process.stdin.pause();
      socket.destroy();
      resolve();
    };
    socket.on('error', reject).on('close', end);
    socket.on('data', (bytes) => terminal.stdout.write(bytes));
    process.stdin.setRawMode?.(true);
    process.stdin.on('data', (bytes: Buffer) => (bytes.includes(leave) ? end() : socket.write(bytes)));
    process.stdin.on('end', end);
  });
}
