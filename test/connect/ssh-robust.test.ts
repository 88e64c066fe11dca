import { createServer as createTcpServer, type Server } from 'node:net';
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import ssh2 from 'ssh2';
import { connect } from '../../lib/connect/connect.js';
import type { Link } from '../../lib/connect/link.js';
import { login } from '../../lib/connect/ssh/login.js';
import { openProxyCommand } from '../../lib/connect/ssh/open-socket.js';
import { resolveSshTarget } from '../../lib/connect/ssh/ssh-target.js';
import { ConnectionLost } from '../../lib/remote/connection-lost.js';
import { childrenOf, freePort, makeKey, startSshd, type TestSshd } from './support/start-sshd.js';

describe('ssh when things go wrong', function () {
  this.timeout(120_000);
  let sshd: TestSshd;
  before(async () => {
    sshd = await startSshd();
  });
  after(() => sshd.stop());

  async function lostBy(link: Link): Promise<ConnectionLost & { ms: number; warnings: string[] }> {
    const warnings: string[] = [];
    const connection = connect(link, { warn: (text) => warnings.push(text) });
    const start = performance.now();
    try {
      await connection.session();
    } catch (error) {
      expect(error).to.be.instanceOf(ConnectionLost);
      return Object.assign(error as ConnectionLost, { ms: performance.now() - start, warnings });
    } finally {
      await connection.close();
    }
    throw new Error('it connected');
  }

  it('names the fingerprint of an unknown key and how to trust it', async () => {
    const lost = await lostBy(sshd.link({ knownHostsFiles: ['/does/not/exist'] }));
    const shown = execFileSync('ssh-keygen', ['-lf', join(sshd.dir, 'host_key.pub')], {
      encoding: 'utf8',
    }).split(' ')[1];
    expect(lost.phase).to.equal('hostkey');
    expect(lost.message).to.include(`[127.0.0.1]:${sshd.port}`).and.include(shown);
    expect(lost.hint).to.include(`ssh-keyscan -p ${sshd.port} 127.0.0.1 >>/does/not/exist`);
  });

  it('shows both fingerprints when the key has changed, and sends no login', async () => {
    const other = readFileSync(`${makeKey(join(sshd.dir, 'other_key'))}.pub`, 'utf8');
    const file = join(sshd.dir, 'changed_hosts');
    writeFileSync(file, `# a comment\n[127.0.0.1]:${sshd.port} ${other}`);
    const lost = await lostBy(sshd.link({ knownHostsFiles: [file] }));
    expect(lost.phase).to.equal('hostkey');
    expect(lost.message.match(/SHA256:\S{43}/g)).to.have.length(2);
    expect(lost.message).to.include(`${file}:2`);
  });

  it('takes an unknown key only where told to, and says so', async () => {
    const file = join(sshd.dir, 'new_hosts');
    const warnings: string[] = [];
    for (const [link, said] of [
      [sshd.link({ knownHostsFiles: [file], hostKeyChecking: 'off' }), /checking is off/],
      [
        sshd.link({ knownHostsFiles: [file], sshArgs: '-o StrictHostKeyChecking=accept-new' }),
        /trusted from now on/,
      ],
      [sshd.link({ knownHostsFiles: [file] }), /^$/],
    ] as const) {
      warnings.length = 0;
      const connection = connect(link, { warn: (text) => warnings.push(text) });
      await connection.session();
      await connection.close();
      expect(warnings.join()).to.match(said);
    }
    rmSync(file);
  });

  it('tells what was tried when the login is refused', async () => {
    const lost = await lostBy(
      sshd.link({ privateKeyFile: makeKey(join(sshd.dir, 'wrong_key')), password: 'nonsense' }),
    );
    expect(lost.phase).to.equal('auth');
    expect(lost.message).to.include('wrong_key').and.include('password').and.include('permission denied');
  });

  it('opens a key with its passphrase, and says when it is missing or wrong', async () => {
    const key = makeKey(join(sshd.dir, 'locked_key'), 'open sesame');
    const keys = join(sshd.dir, 'authorized_keys');
    writeFileSync(keys, readFileSync(keys, 'utf8') + readFileSync(`${key}.pub`, 'utf8'));
    expect((await lostBy(sshd.link({ privateKeyFile: key }))).message).to.include('needs a passphrase');
    expect((await lostBy(sshd.link({ privateKeyFile: key, privateKeyPassphrase: 'no' }))).message).to.match(
      /passphrase is wrong|locked_key: /,
    );
    const connection = connect(sshd.link({ privateKeyFile: key, privateKeyPassphrase: 'open sesame' }));
    await connection.session();
    await connection.close();
  });

  it('goes through jump hosts and proxy commands, and names the hop that fails', async () => {
    const proxy = `exec 3<>/dev/tcp/%h/%p; cat <&3 & cat >&3`;
    for (const more of [
      { proxyJump: `root@127.0.0.1:${sshd.port}` },
      { sshArgs: `-o "ProxyCommand=bash -c '${proxy}'"` },
    ]) {
      const connection = connect(sshd.link(more));
      const session = await connection.session();
      expect((await session.call({ script: 'exit 5', params: {}, mode: 'apply' })).exitCode).to.equal(5);
      await connection.close();
    }
    const port = await freePort();
    expect((await lostBy(sshd.link({ proxyJump: `127.0.0.1:${port}` }))).message).to.include(
      `jump host 127.0.0.1:${port}`,
    );
    expect((await lostBy(sshd.link({ proxyJump: `127.0.0.1:${sshd.port}`, port }))).message).to.include(
      'cannot reach',
    );
    expect(
      (await lostBy(sshd.link({ sshArgs: `-o "ProxyCommand=echo broken proxy >&2"` }))).message,
    ).to.include('broken proxy');
  });

  it('sees a proxy command that ended before the login began', async () => {
    const pipe = await openProxyCommand('true');
    await new Promise((resolve) => pipe.stream.once('close', resolve).resume());
    const start = performance.now();
    const lost = await login(resolveSshTarget(sshd.link()), pipe, { warn: () => {} }).catch(
      (error: unknown) => error,
    );
    expect(lost).to.be.instanceOf(ConnectionLost);
    expect((lost as ConnectionLost).message).to.include(
      `closed before the SSH banner (ProxyCommand 'true' ended)`,
    );
    expect(performance.now() - start).to.be.lessThan(3000);
  });

  it('reads ssh_config', async () => {
    const file = join(sshd.dir, 'ssh_config');
    const lines = [`Include ${sshd.dir}/more_*.conf`, 'Host *', '  User nobody'];
    writeFileSync(file, lines.join('\n'));
    writeFileSync(
      join(sshd.dir, 'more_1.conf'),
      `Host node?\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  User root\n  IdentityFile ${sshd.keyFile}\n  UserKnownHostsFile ${sshd.knownHosts}\n`,
    );
    const connection = connect({ connection: 'ssh', host: 'node7', agent: 'none', sshConfigFile: file });
    await connection.session();
    await connection.close();
  });

  for (const [what, bytes, phase] of [
    ['never speaks', '', 'banner'],
    ['speaks and then stops', 'SSH-2.0-tarpit\r\n', 'hostkey'],
  ] as const) {
    it(`gives up on a server that ${what}`, async () => {
      const server: Server = createTcpServer((socket) => socket.on('error', () => {}).write(bytes)).listen(
        0,
        '127.0.0.1',
      );
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as { port: number };
      const limits = { bannerMs: 400, hostkeyMs: 500, authMs: 500 };
      const lost = await lostBy(sshd.link({ port, timeouts: limits }));
      server.close();
      expect(lost.phase).to.equal(phase);
      expect(lost.ms).to.be.within(300, 3000);
    });
  }

  for (const step of ['authentication', 'session', 'exec'] as const) {
    it(`gives up on a server that stops at ${step}`, async () => {
      const { port, stop } = await stallingServer(join(sshd.dir, 'host_key'), step);
      const hosts = join(sshd.dir, `hosts_${step}`);
      writeFileSync(hosts, `[127.0.0.1]:${port} ${readFileSync(join(sshd.dir, 'host_key.pub'), 'utf8')}`);
      const lost = await lostBy(
        sshd.link({ port, knownHostsFiles: [hosts], timeouts: { authMs: 500, openMs: 500 } }),
      );
      await stop();
      expect(lost.phase).to.equal(step === 'authentication' ? 'auth' : 'open');
      expect(lost.ms).to.be.below(3000);
    });
  }

  it('waits its turn at a server that drops new connections', async () => {
    const busy = await startSshd({ config: ['MaxStartups 2:80:4'] });
    const connections = Array.from({ length: 12 }, () => connect(busy.link()));
    try {
      const sessions = await Promise.all(connections.map((one) => one.session()));
      expect(sessions).to.have.length(12);
    } finally {
      await Promise.all(connections.map((one) => one.close()));
      await busy.stop();
    }
  });

  it('notices a host that froze, and one whose session was killed; the next use connects again', async () => {
    const connection = connect(sshd.link({ timeouts: { idleMs: 1200 } }));
    const sleeping = async (signal: NodeJS.Signals): Promise<Error> => {
      const session = await connection.session();
      const call = session.call({ script: 'sleep 30', params: {}, mode: 'apply' }).then(
        () => new Error('it ended'),
        (error: Error) => error,
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      const pids = sshd.sessionPids();
      const commands = pids.flatMap(childrenOf);
      for (const pid of pids) process.kill(pid, signal);
      const error = await call;
      for (const pid of [...pids, ...commands]) kill(pid);
      return error;
    };
    const frozen = await sleeping('SIGSTOP');
    expect(frozen).to.be.instanceOf(ConnectionLost);
    expect(frozen.message).to.include('no answer for 1.2 s').and.include('may still run');
    const killed = await sleeping('SIGKILL');
    expect(killed).to.be.instanceOf(ConnectionLost);
    expect(killed.message).to.include('connection lost after');
    expect(
      (await (await connection.session()).call({ script: 'exit 3', params: {}, mode: 'apply' })).exitCode,
    ).to.equal(3);
    await connection.close();
  });

  it('leaves no timer behind that would hold up the end of the process', async () => {
    const timers = async (): Promise<number> => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
    };
    const before = await timers();
    const connection = connect(sshd.link(), { warn: () => {} });
    await (await connection.session()).call({ script: 'true', params: {}, mode: 'apply' });
    await connection.close();
    expect(await timers()).to.equal(before);
  });

  it('does not take a long command for a dead host', async () => {
    const connection = connect(sshd.link({ timeouts: { idleMs: 600 } }));
    const session = await connection.session();
    const reply = await session.call({ script: 'sleep 2; exit 4', params: {}, mode: 'apply' });
    expect(reply.exitCode).to.equal(4);
    await connection.close();
  });

  it('passes over what a login prints, also when it looks like an answer', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'tsplay-noise-'));
    const noise = join(dir, 'noise.sh');
    writeFileSync(
      noise,
      '#!/bin/sh\necho \'{"changed": false}\'\necho "0123(data 1"\necho welcome >&2\nexec /bin/sh -c "$SSH_ORIGINAL_COMMAND"\n',
      { mode: 0o755 },
    );
    execFileSync('chmod', ['755', dir]);
    const noisy = await startSshd({ config: [`ForceCommand ${noise}`] });
    const connection = connect(noisy.link());
    try {
      const session = await connection.session();
      const reply = await session.call({ script: 'data a b', params: {}, mode: 'apply' });
      expect(reply.frames).to.have.length(1);
      expect(String(session.noise)).to.include('"changed"');
      await session.upload(Buffer.from('exact'), join(dir, 'file'));
      expect(readFileSync(join(dir, 'file'), 'utf8')).to.equal('exact');
    } finally {
      await connection.close();
      await noisy.stop();
    }
    rmSync(dir, { recursive: true });
  });

  for (const [field, value] of [
    ['host', '-oProxyCommand=touch /tmp/P'],
    ['host', 'a b'],
    ['user', '-lroot'],
    ['proxyJump', '-oProxyCommand=x'],
  ] as const) {
    it(`refuses ${field} ${value}`, async () => {
      const attempt = async (): Promise<unknown> => connect(sshd.link({ [field]: value })).session();
      expect(await attempt().then(String, (error: Error) => error.message)).to.match(
        /is not a (host|user) name/,
      );
    });
  }
});

/** A server that accepts a connection and stops answering at one step. */
async function stallingServer(
  hostKey: string,
  step: 'authentication' | 'session' | 'exec',
): Promise<{ port: number; readonly stop: () => Promise<void> }> {
  const server = new ssh2.Server({ hostKeys: [readFileSync(hostKey)] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (context) => step !== 'authentication' && context.accept());
    client.on('session', (accept) => {
      if (step === 'session') return;
      accept().on('exec', () => {});
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone
  }
}
