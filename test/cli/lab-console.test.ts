import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '../..');

/** A terminal of its own with `tsplay lab console` in it; the other end of the serial line is a socket of ours. */
describe('tsplay lab console', function () {
  this.timeout(60_000);
  let dir = '';
  let line: Server | undefined;

  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'console-'));
    mkdirSync(path.join(dir, 'nodes/node1'), { recursive: true });
    writeFileSync(path.join(dir, 'lab.json'), JSON.stringify({ dir, nodes: [{ name: 'node1' }] }));
    writeFileSync(path.join(dir, 'nodes/node1/serial.log'), 'what was said before\r\n');
  });
  afterEach(() => {
    line?.close();
    line = undefined;
    rmSync(dir, { recursive: true, force: true });
  });

  it('shows what was said, passes on what is typed, names its key and is left by it', async () => {
    line = createServer((socket) =>
      socket.on('data', (typed) => socket.write(`node1 login: ${String(typed)}`)),
    );
    await new Promise<void>((resolve) => line!.listen(path.join(dir, 'nodes/node1/console.sock'), resolve));
    const { said, code } = await onTerminal(dir, ['leaves it]', 'me\r'], ['login: me', '\x1d']);
    expect(said).to.contain('what was said before');
    expect(said).to.contain('[console of node1: Ctrl-] leaves it]');
    expect(said).to.contain('[left the console of node1]');
    expect(code).to.equal(0);
  });

  it('says that a node is off', async () => {
    const { said, code } = await onTerminal(dir);
    expect(said).to.contain('node1 has no console').and.to.contain('tsplay lab reboot node1');
    expect(said).to.not.contain('left the console');
    expect(code).to.equal(1);
  });
});

type Step = readonly [seen: string, typed: string];

async function onTerminal(dir: string, ...steps: Step[]): Promise<{ said: string; code: number | null }> {
  const command = `${process.execPath} --import tsx lib/cli/main.ts lab console node1 --dir ${dir}`;
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('latin1').on('data', (text: string) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  for (const [seen, typed] of steps) {
    for (let i = 0; i < 400 && !said.includes(seen); i++) await sleep(50);
    child.stdin.write(typed);
  }
  return { code: await ended, said };
}
