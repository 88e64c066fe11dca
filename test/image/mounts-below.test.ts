import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const common = fileURLToPath(new URL('../../lib/image/shell/common.sh', import.meta.url));
const FIND = 'dir=$1; . "$2"; mounts_below "$1/tree"';

describe('mounts below a tree', () => {
  let dir: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tsplay-mounts-'));
    mkdirSync(join(dir, 'tree/on'), { recursive: true });
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(dir, { recursive: true });
  });

  // it has said `ready` when it is there
  const start = async (command: string, ...args: readonly string[]): Promise<void> => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    await once(child.stdout, 'data');
  };

  for (const shell of ['dash', 'bash', 'busybox sh']) {
    it(`are found behind a process that has none any more: ${shell}`, async () => {
      await start('sh', '-c', 'sleep 0.1 & echo ready; exec sleep 60');
      const mount = 'mount -t tmpfs tmpfs "$0/tree/on" && sleep 0.5 && echo ready && exec sleep 60';
      await start('unshare', '--mount', '--propagation', 'private', 'sh', '-c', mount, dir);
      const [program, ...words] = shell.split(' ');
      const found = execFileSync(program!, [...words, '-c', FIND, 'sh', dir, common], { encoding: 'utf8' });
      expect(found).to.equal(`${dir}/tree/on\n`);
    });
  }
});
