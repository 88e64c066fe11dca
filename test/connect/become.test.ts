import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { BecomeFailed } from '../../lib/connect/become-failed.js';
import { becomeLogin } from '../../lib/connect/become.js';
import { connect, type Connection } from '../../lib/connect/connect.js';
import type { Become } from '../../lib/connect/link.js';
import { startSshd, type TestSshd } from './support/start-sshd.js';

describe('become', function () {
  this.timeout(120_000);
  let sshd: TestSshd;
  let connection: Connection;
  before(async () => {
    sshd = await startSshd({ withUser: true });
    connection = connect(sshd.link({ user: sshd.user, password: sshd.password }));
    await connection.session();
  });
  after(async () => {
    await connection.close();
    await sshd.stop();
  });

  for (const [what, become, message] of [
    [
      'a wrong password for sudo',
      { method: 'sudo', user: 'root', password: 'wrong' },
      /^wrong password: sudo/,
    ],
    [
      'no password for sudo',
      { method: 'sudo', user: 'root' },
      /^sudo asks for a password and none was given$/,
    ],
    ['a wrong password for su', { method: 'su', user: 'root', password: 'wrong' }, /^wrong password: su/],
    ['no password for su', { method: 'su', user: 'root' }, /^su asks for a password and none was given$/],
    ['a tool that is not there', { method: 'doas', user: 'root' }, /^doas is not installed on the host/],
    [
      'another tool that is not there',
      { method: 'sudo', user: 'root', exe: '/opt/sudo', password: 'x' },
      /^\/opt\/sudo is not installed on the host/,
    ],
  ] as const) {
    it(`names ${what}`, async () => {
      const start = performance.now();
      const error = await connection.session(become).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(BecomeFailed);
      expect((error as Error).message).to.match(message);
      expect(performance.now() - start).to.be.below(5000);
    });
  }

  it('names a user that does not exist, and a user who may not', async () => {
    const unknown = await failure({ method: 'sudo', user: 'nosuchuser', password: sshd.password });
    expect(unknown).to.match(/^there is no user nosuchuser/);
    const session = await connection.session({ method: 'sudo', user: 'root', password: sshd.password });
    expect(session.lost).to.equal(false);
  });

  it("has the other user's home, and keeps the password off every command line and environment", async () => {
    const become = { method: 'sudo', user: 'root', password: sshd.password };
    const session = await connection.session(become);
    const reply = await session.call({ script: 'data home "$HOME $(id -u)"', params: {}, mode: 'apply' });
    expect(reply.frames[0]?.kind === 'data' && String(Buffer.from(reply.frames[0].value))).to.equal(
      '/root 0',
    );
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const seen = all.filter((pid) =>
      ['cmdline', 'environ'].some((file) => read(`/proc/${pid}/${file}`).includes(sshd.password)),
    );
    expect(seen).to.deep.equal([]);
  });

  it('opens one session per user and keeps it', async () => {
    const become = { method: 'sudo', user: 'root', password: sshd.password };
    expect(await connection.session(become)).to.equal(await connection.session({ ...become }));
    expect(await connection.session()).to.not.equal(await connection.session(become));
  });

  it('refuses a method that is none and a user name that is an option', () => {
    expect(() => becomeLogin({ method: 'sudoo', user: 'root' })).to.throw("unknown become method 'sudoo'");
    expect(() => becomeLogin({ method: 'sudo', user: '-c' })).to.throw('is not a user name');
  });

  const failure = (become: Become): Promise<string> =>
    connection.session(become).then(String, (error: Error) => error.message);
});

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
