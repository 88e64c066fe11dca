import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import type { Json } from '../../lib/core/json.js';
import type { Dict } from '../../lib/core/value.js';
import type { Session } from '../../lib/remote/session.js';
import { valueFromJson, valueToJson } from '../../lib/schema/index.js';
import { moduleContext, runTask, shellNames, shellSession } from '../support/module-context.js';

const reached: readonly (readonly [at: string, from: string])[] = [
  ['0.0.0.0', '127.0.0.1'],
  ['::', '127.0.0.1'],
  ['::', '::1'],
];

for (const shell of shellNames) {
  describe(`module wait_for in ${shell}: connections`, () => {
    let session: Session;
    before(async () => (session = await shellSession(shell)));
    after(() => session.close());

    const isDrained = async (port: number, args: Record<string, Json>): Promise<boolean> => {
      const given = valueFromJson({ port, state: 'drained', timeout: 0, sleep: 0, ...args }) as Dict;
      const result = valueToJson(await runTask('wait_for', given, moduleContext({ session }))) as {
        failed?: boolean;
        msg?: string;
      };
      if (result.failed) expect(result.msg).to.match(/^Timeout when waiting for .* to drain$/);
      return result.failed !== true;
    };

    for (const [at, from] of reached) {
      it(`to ${at} from ${from}`, async () => {
        const { server, client, port } = await connected(at, from);
        try {
          const any = from === '::1' ? '::' : '0.0.0.0';
          expect(await isDrained(port, { host: from }), 'to the address').to.equal(false);
          expect(await isDrained(port, { host: any }), 'to any address').to.equal(false);
          expect(await isDrained(port, { host: '127.0.0.9' }), 'to another address').to.equal(true);
          expect(await isDrained(port, { host: from, exclude_hosts: ['10.1.2.3', from] })).to.equal(true);
          expect(await isDrained(port, { host: from, exclude_hosts: ['10.1.2.3'] })).to.equal(false);
          expect(await isDrained(port, { host: from, active_connection_states: ['SYN_SENT'] })).to.equal(
            true,
          );
        } finally {
          client.destroy();
          server.close();
        }
      });
    }

    it('names are looked up', async () => {
      const { server, client, port } = await connected('127.0.0.1', '127.0.0.1');
      try {
        expect(await isDrained(port, { host: 'localhost' })).to.equal(false);
        expect(await isDrained(port, { exclude_hosts: ['localhost'] })).to.equal(true);
        const args = valueFromJson({ port, state: 'drained', exclude_hosts: ['no.such.invalid'] }) as Dict;
        const result = valueToJson(await runTask('wait_for', args, moduleContext({ session })));
        expect(result).to.deep.include({ failed: true, msg: 'cannot find the address of no.such.invalid' });
      } finally {
        client.destroy();
        server.close();
      }
    });
  });
}

async function connected(
  at: string,
  from: string,
): Promise<{ readonly server: Server; readonly client: Socket; readonly port: number }> {
  const server = createServer().listen(0, at);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect(port, from);
  await Promise.all([once(client, 'connect'), once(server, 'connection')]);
  return { server, client, port };
}
