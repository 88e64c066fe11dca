import { expect } from 'chai';
import { linkFor } from '../../lib/connect/link-for.js';
import { sshTransport } from '../../lib/connect/ssh/ssh-transport.js';
import { ConnectionLost } from '../../lib/remote/connection-lost.js';

// nobody listens there; Ansible waits 0 s before the second attempt and 1 s before the third
const variables: Readonly<Record<string, string | number>> = {
  ansible_host: '127.0.0.1',
  ansible_port: 1,
  ansible_ssh_args: '-F /dev/null',
  ansible_ssh_retries: '2',
};

describe('ansible_ssh_retries', () => {
  it('connecting is tried again before the host is lost', async function () {
    this.timeout(60_000);
    const { link } = linkFor('node1', (name) => variables[name]);
    expect(link.retries).to.equal(2);
    const begun = performance.now();
    const lost = await sshTransport(link, { warn: () => {} })
      .open(['sh'])
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(lost).to.be.instanceOf(ConnectionLost);
    expect(performance.now() - begun).to.be.greaterThan(900);
  });
});
