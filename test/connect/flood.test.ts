import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { connect, type Connection } from '../../lib/connect/connect.js';
import { ConnectionLost } from '../../lib/remote/connection-lost.js';
import type { Reply } from '../../lib/remote/call.js';

describe('a host that says too much', function () {
  this.timeout(120_000);
  let connection: Connection;
  before(() => {
    connection = connect({ connection: 'local', host: 'localhost' });
  });
  after(() => connection.close());

  const run = async (script: string): Promise<Reply> =>
    (await connection.session()).call({ script, params: {}, mode: 'apply' });
  const grown = async (script: string): Promise<{ reply: Reply; megabytes: number }> => {
    const before = residentMegabytes();
    const reply = await run(script);
    return { reply, megabytes: residentMegabytes() - before };
  };

  it('on stdout of a command: the first 10 MB are kept, the rest is counted, the exit code is right', async () => {
    const { reply, megabytes } = await grown(
      `data_out o e r /bin/sh -c "head -c 300000000 /dev/zero | tr '\\\\0' a; exit 3"`,
    );
    const frame = reply.frames[0];
    expect(frame?.kind === 'data' && [frame.value.length, frame.omitted]).to.deep.equal([
      10_000_000, 290_000_000,
    ]);
    expect(reply.frames[2]?.kind === 'data' && String(Buffer.from(reply.frames[2].value))).to.equal('3');
    expect(megabytes).to.be.below(150);
  });

  it('in its log: the first part is kept', async () => {
    const { reply, megabytes } = await grown('head -c 300000000 /dev/zero; yes | head -n 1000000 >&2');
    expect(reply.exitCode).to.equal(0);
    expect(reply.log.length).to.be.within(900_000, 1_100_000);
    expect(String(Buffer.from(reply.log)).slice(-60)).to.include('bytes not kept');
    expect(megabytes).to.be.below(150);
  });

  it('in frames without end: the host is lost', async () => {
    const lost = await run('while :; do data a b; done').then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(lost).to.be.instanceOf(ConnectionLost);
    expect((lost as ConnectionLost).phase).to.equal('protocol');
    expect((await run('exit 6')).exitCode).to.equal(6);
  });

  it('at its login: it is lost', async () => {
    const noisy = connect({ connection: 'local', host: 'localhost', wrap: () => ['/bin/sh', '-c', 'yes'] });
    const lost = await noisy.session().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(lost).to.be.instanceOf(ConnectionLost);
    await noisy.close();
    expect(
      execFileSync('sh', ['-c', 'ps -eo args | grep -c "^[y]es$" || true'], { encoding: 'utf8' }).trim(),
    ).to.equal('0');
  });
});

function residentMegabytes(): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? 0) / 1024;
}
