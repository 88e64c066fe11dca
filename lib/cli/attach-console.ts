import { createConnection } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import { TsplayError } from '../index.js';
import type { Terminal } from './command-line.js';

const leave = 0x1d; // Ctrl-]

/** Shows what a console said so far and connects the terminal with it until Ctrl-]. */
export function attachConsole(
  node: string,
  console: { readonly socket: string; readonly log: string },
  terminal: Terminal,
): Promise<void> {
  if (existsSync(console.log)) terminal.stdout.write(readFileSync(console.log).subarray(-4096));
  return new Promise((resolve, reject) => {
    const socket = createConnection(console.socket);
    const say = (text: string): void => void terminal.stdout.write(`\r\n[${text}]\r\n`);
    let left = false;
    const release = (): void => {
      left = true;
      process.stdin.setRawMode?.(false);
      process.stdin.pause();
      socket.destroy();
    };
    const end = (): void => {
      if (left) return;
      release();
      say(`left the console of ${node}`);
      resolve();
    };
    socket.on('close', end).on('error', (error) => {
      release();
      reject(switchedOff(node, error));
    });
    socket.on('connect', () => say(`console of ${node}: Ctrl-] leaves it`));
    socket.on('data', (bytes) => terminal.stdout.write(bytes));
    process.stdin.setRawMode?.(true);
    process.stdin.on('data', (bytes: Buffer) => (bytes.includes(leave) ? end() : socket.write(bytes)));
    process.stdin.on('end', end);
  });
}

const switchedOff = (node: string, cause: Error): TsplayError =>
  new TsplayError({
    code: 'no-console',
    message: `${node} has no console: ${cause.message}`,
    hint: `is it switched on? 'tsplay lab reboot ${node}' does that`,
  });
