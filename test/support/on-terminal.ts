import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '../..');

/** What is typed once something new was seen on the screen. */
export type Step = readonly [seen: string, typed: string];

/** The command from source, at a terminal of its own, with somebody who types; at most 20 seconds a step, and 60 to its end. */
export async function onTerminal(
  args: readonly string[],
  ...steps: readonly Step[]
): Promise<{ readonly said: string; readonly code: number | null }> {
  // no shell stays between: dash would end with 130 after a Ctrl-C that the command lives through
  const command = ['exec', process.execPath, '--import', 'tsx', 'lib/cli/main.ts', ...args].join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd: root,
    env: { ...process.env, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  let read = 0;
  child.stdout.setEncoding('latin1').on('data', (text: string) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  for (const [seen, typed] of steps) {
    for (let i = 0; i < 400 && said.indexOf(seen, read) < 0; i++) await sleep(50);
    read = Math.max(read, said.indexOf(seen, read) + seen.length);
    child.stdin.write(typed);
  }
  const hangs = setTimeout(() => child.kill(), 60_000);
  const code = await ended;
  clearTimeout(hangs);
  return { code, said };
}
