import { expect } from 'chai';
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectGenerations } from '../../lib/image/collect-generations.js';
import type { ImageHost } from '../../lib/image/hold.js';
import { openGeneration } from '../../lib/image/make-generation.js';
import { generationsIn, host, makeImage, type Scratch } from './support.js';

const CONNECT = `
const net = require('node:net');
net.createServer(() => {}).listen(2049, '127.0.0.1', () => net.connect({ port: 2049, host: '127.0.0.1', localAddress: '127.0.1.7' }, () => console.log('connected')));
`;

/** A network of its own with one connection to the NFS port, from 127.0.1.7. */
async function networkWithClient(): Promise<{ child: ChildProcess; host: ImageHost }> {
  const child = spawn(
    'unshare',
    ['--net', '--', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', process.execPath, '-e', CONNECT],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    child,
    host: {
      link: {
        connection: 'local',
        host: 'localhost',
        wrap: (argv) => ['nsenter', `--net=/proc/${child.pid}/ns/net`, '--', ...argv],
      },
    },
  };
}

describe('collecting while nodes run', () => {
  let scratch: Scratch;
  let network: { child: ChildProcess; host: ImageHost };
  before(async () => {
    scratch = makeImage();
    for (let n = 1; n <= 4; n++) {
      const open = await openGeneration({ host, place: scratch.place });
      await open.finish();
      if (n !== 3) await open.publish();
      await open.close();
    }
    network = await networkWithClient();
  });
  after(() => {
    network.child.kill('SIGKILL');
    scratch.remove();
  });

  const collect = (): ReturnType<typeof collectGenerations> =>
    collectGenerations({ host: network.host, place: scratch.place, keep: 1 });

  it('keeps all that a client of unknown generation may run', async () => {
    const { removed, kept } = await collect();
    expect(removed).to.deep.equal([3]);
    expect(kept).to.deep.equal([2, 1].map((number) => ({ number, reason: 'may be in use by 127.0.1.7' })));
  });

  it('keeps just the one that the TFTP server sent to the client last', async () => {
    const log = join(scratch.dir, 'tftp.log');
    const sent = (n: number, to: string): string =>
      `dnsmasq-tftp[1]: sent /srv/tsplay/tftp/images/tiny/${n}/initrd.img to ${to}\n`;
    writeFileSync(log, sent(1, '127.0.1.7') + sent(2, '127.0.1.7') + sent(1, '127.0.1.70'));
    writeFileSync(join(scratch.image, 'image.conf'), `tftp_log=${log}\n`);
    const { removed, kept } = await collect();
    expect([removed, kept]).to.deep.equal([[1], [{ number: 2, reason: 'in use' }]]);
    expect(generationsIn(scratch)).to.deep.equal(['2', '4']);
  });

  it('removes it when the client is gone, but never what is declared to be in use', async () => {
    network.child.kill('SIGKILL');
    const declared = await collectGenerations({ host, place: scratch.place, keep: 1, inUse: [2] });
    expect(declared.removed).to.deep.equal([]);
    expect((await collectGenerations({ host, place: scratch.place, keep: 1 })).removed).to.deep.equal([2]);
  });
});
