import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { daemonNamed, daemonsOf, isAlive, startDaemon, stopDaemon } from '../../lib/lab/daemon.js';

describe('lab: remembered processes', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'tsplay-daemon-'))));
  afterEach(async () => {
    await Promise.all(daemonsOf(dir).map((one) => stopDaemon(one)));
    rmSync(dir, { recursive: true });
  });

  it('is found again by what is on disk, and stopped', async () => {
    const started = await startDaemon(dir, 'sleeper', ['sleep', '60']);
    expect(daemonNamed(dir, 'sleeper')).to.deep.equal(started);
    await stopDaemon(started);
    expect([isAlive(started), daemonNamed(dir, 'sleeper')]).to.deep.equal([false, undefined]);
  });

  it('insists when the process does not listen', async () => {
    const deaf = await startDaemon(dir, 'deaf', ['sh', '-c', 'trap "" TERM; while :; do sleep 1; done']);
    await stopDaemon(deaf, 200);
    expect(isAlive(deaf)).to.equal(false);
  });

  it('never takes a reused pid for its own', async () => {
    const started = await startDaemon(dir, 'sleeper', ['sleep', '60']);
    const file = join(dir, 'run', 'sleeper');
    const other = readFileSync(file, 'utf8').replace(` ${started.startTime} `, ' 1 ');
    writeFileSync(join(dir, 'run', 'other'), other);
    expect(daemonNamed(dir, 'other')).to.equal(undefined);
    await stopDaemon({ ...started, startTime: '1' });
    expect(isAlive(started)).to.equal(true);
  });

  it('says why a program did not start', async () => {
    const failed = await startDaemon(dir, 'broken', ['sh', '-c', 'echo no such disk >&2; exit 3']).catch(
      String,
    );
    expect(failed).to.match(/broken did not start:\nno such disk/);
  });
});
