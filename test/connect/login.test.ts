import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import ssh2 from 'ssh2';
import { connect } from '../../lib/connect/connect.js';
import type { Link } from '../../lib/connect/link.js';
import { startSshd, type TestSshd } from './support/start-sshd.js';

describe('logging in', function () {
  this.timeout(120_000);
  let sshd: TestSshd;
  let agent: ChildProcess;
  let socket: string;

  before(async () => {
    sshd = await startSshd({ withUser: true });
    socket = join(sshd.dir, 'agent');
    agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    for (let i = 0; i < 100; i++) {
      try {
        execFileSync('ssh-add', ['-q', sshd.keyFile], {
          env: { ...process.env, SSH_AUTH_SOCK: socket },
          stdio: 'ignore',
        });
        break;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    }
  });
  after(async () => {
    agent.kill();
    await sshd.stop();
  });

  async function tryLink(link: Link): Promise<string> {
    const connection = connect(link);
    try {
      const session = await connection.session();
      const reply = await session.call({ script: 'data who "$(id -un)"', params: {}, mode: 'apply' });
      const frame = reply.frames[0];
      return frame?.kind === 'data' ? String(Buffer.from(frame.value)) : 'nothing';
    } catch (error) {
      return (error as Error).message;
    } finally {
      await connection.close();
    }
  }

  const without = (more: Partial<Link>): Link => {
    const { privateKeyFile: _key, ...link } = sshd.link(more);
    return link;
  };

  it('works with an agent', async () => {
    expect(await tryLink(without({ agent: socket }))).to.equal('root');
  });

  it('keeps to named keys when told to', async () => {
    const file = join(sshd.dir, 'named');
    writeFileSync(`${file}.pub`, readFileSync(`${sshd.keyFile}.pub`));
    expect(await tryLink(without({ agent: socket, sshArgs: `-o IdentitiesOnly=yes -i ${file}` }))).to.equal(
      'root',
    );
    writeFileSync(`${file}.pub`, 'ssh-ed25519 AAAA other\n');
    expect(await tryLink(without({ agent: socket, sshArgs: `-o IdentitiesOnly=yes -i ${file}` }))).to.include(
      'permission denied',
    );
  });

  it('survives an agent that is not there', async () => {
    expect(await tryLink(sshd.link({ agent: '/no/such/agent' }))).to.equal('root');
    expect(await tryLink(without({ agent: '/no/such/agent' })))
      .to.include('permission denied')
      .and.include('agent');
  });

  it('works with a password', async () => {
    expect(await tryLink(without({ user: sshd.user, password: sshd.password }))).to.equal(sshd.user);
    expect(await tryLink(without({ user: sshd.user, password: 'wrong' }))).to.include('permission denied');
    expect(await tryLink(without({ user: sshd.user, password: 'wrong' }))).to.not.include('wrong');
  });

  it('answers the questions of a server that asks for a password in its own way', async () => {
    const asked: string[] = [];
    const server = new ssh2.Server({ hostKeys: [readFileSync(join(sshd.dir, 'host_key'))] }, (client) => {
      client.on('error', () => {});
      client.on('authentication', (context) => {
        if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
        context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
          asked.push(...answers);
          if (answers[0] === 'sesame') context.accept();
          else context.reject(['keyboard-interactive']);
        });
      });
      client.on('session', (accept) =>
        accept().on('exec', (acceptExec, _reject, info) => {
          const channel = acceptExec();
          const child = spawn('/bin/sh', ['-c', info.command]);
          channel.pipe(child.stdin);
          child.stdout.pipe(channel);
          child.stderr.pipe(channel.stderr);
          child.on('exit', (code) => channel.exit(code ?? 1));
        }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const hosts = join(sshd.dir, 'asking_hosts');
    writeFileSync(hosts, `[127.0.0.1]:${port} ${readFileSync(join(sshd.dir, 'host_key.pub'), 'utf8')}`);
    expect(await tryLink(without({ port, knownHostsFiles: [hosts], password: 'sesame' }))).to.equal('root');
    expect(await tryLink(without({ port, knownHostsFiles: [hosts], password: 'open' }))).to.include(
      'permission denied',
    );
    expect(asked).to.deep.equal(['sesame', 'open']);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});
