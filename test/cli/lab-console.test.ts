import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTerminal, type Step } from '../support/on-terminal.js';

/** A terminal of its own with `tsplay lab console` in it; the other end of the serial line is a socket of ours. */
describe('tsplay lab console', function () {
  this.timeout(120_000);
  let dir = '';
  let line: Server | undefined;
  const console = (...steps: Step[]): ReturnType<typeof onTerminal> =>
    onTerminal(['lab', 'console', 'node1', '--dir', dir], ...steps);

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
    const { said, code } = await console(['leaves it]', 'me\r'], ['login: me', '\x1d']);
    expect(said).to.contain('what was said before');
    expect(said).to.contain('[console of node1: Ctrl-] leaves it]');
    expect(said).to.contain('[left the console of node1]');
    expect(code).to.equal(0);
  });

  it('says that a node is off', async () => {
    const { said, code } = await console();
    expect(said).to.contain('node1 has no console').and.to.contain('tsplay lab reboot node1');
    expect(said).to.not.contain('left the console');
    expect(code).to.equal(1);
  });
});
