import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { connect } from '../../../lib/connect/connect.js';
import { startSshd } from './start-sshd.js';

// A program for a network namespace of its own: uploads over a line of 512 kbit/s, with little patience. Whoever
// only loads it (mocha, given a folder) must not have the machine's own loopback slowed down.
if (process.argv[1] === import.meta.filename) await run();

async function run(): Promise<void> {
  execFileSync('ip', ['link', 'set', 'lo', 'up', 'mtu', '1500']);
  const sshd = await startSshd();
  const connection = connect(sshd.link({ timeouts: { idleMs: 5000 } }));
  try {
    const session = await connection.session();
    execFileSync('tc', [
      'qdisc',
      'add',
      'dev',
      'lo',
      'root',
      'tbf',
      'rate',
      '512kbit',
      'burst',
      '4000',
      'limit',
      '200000',
    ]);
    const start = performance.now();
    await session.upload(randomBytes(400_000), `${sshd.dir}/uploaded`);
    console.log(`uploaded in ${Math.round(performance.now() - start)} ms`);
    execFileSync('ip', ['link', 'set', 'lo', 'down']);
    const lost = await session
      .call({ script: 'data a b', params: {}, mode: 'apply' })
      .then(String, (error: Error) => error.message);
    console.log(lost);
  } finally {
    execFileSync('ip', ['link', 'set', 'lo', 'up']);
    await connection.close();
    await sshd.stop();
  }
}
