import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { connect } from '../../lib/connect/connect.js';
import type { Link } from '../../lib/connect/link.js';
import type { HostKeyQuestion } from '../../lib/connect/ssh/host-key-question.js';
import { startSshd, type TestSshd } from './support/start-sshd.js';

type Ask = (question: HostKeyQuestion) => Promise<boolean>;

describe('asking about an unknown host key', function () {
  this.timeout(60_000);
  let sshd: TestSshd;
  before(async () => (sshd = await startSshd({ config: ['LoginGraceTime 1'] })));
  after(() => sshd.stop());

  let files = 0;
  const unknown = (more: Partial<Link> = {}): Link & { readonly knownHostsFiles: readonly [string] } => ({
    ...sshd.link(more),
    knownHostsFiles: [join(sshd.dir, `unknown${++files}`)],
  });

  async function login(link: Link, ask?: Ask): Promise<string> {
    const connection = connect(link, { ask });
    try {
      await connection.session();
      return 'in';
    } catch (error) {
      return (error as Error).message;
    } finally {
      await connection.close();
    }
  }

  it('takes no time from the login, neither here nor at a server with little patience', async () => {
    const timeouts = { connectMs: 1000, bannerMs: 1000, hostkeyMs: 1000, authMs: 1000, idleMs: 1000 };
    const link = unknown({ timeouts });
    const asked: HostKeyQuestion[] = [];
    const slowly: Ask = async (question) => {
      asked.push(question);
      await sleep(1600);
      return true;
    };
    expect(await login(link, slowly)).to.equal('in');
    const [question] = asked;
    expect(question).to.include({ host: `[127.0.0.1]:${sshd.port}`, type: 'ssh-ed25519' });
    expect(
      execFileSync('ssh-keygen', ['-lF', question!.host, '-f', link.knownHostsFiles[0]]).toString(),
    ).to.include(question!.fingerprint);
    expect(await login(link, () => Promise.reject(new Error('asked again')))).to.equal('in');
  });

  it('asks once for all who wait for the answer, and one question after the other', async () => {
    const link = (alias: string): Link => unknown({ sshArgs: `-o HostKeyAlias=${alias}` });
    const [gate, other] = [link('gate'), link('other')];
    let open = 0;
    const asked: string[] = [];
    const refuse: Ask = async ({ host }) => {
      expect(++open).to.equal(1);
      asked.push(host);
      await sleep(50);
      open--;
      return false;
    };
    const said = await Promise.all([gate, gate, other, gate].map((one) => login(one, refuse)));
    expect(asked).to.have.members([`[gate]:${sshd.port}`, `[other]:${sshd.port}`]);
    for (const text of said) expect(text).to.include('is not known');
  });

  it('asks about a jump host, too, and again about the host behind it', async () => {
    const link = unknown({
      proxyJump: `root@127.0.0.1:${sshd.port}`,
      commonArgs: '-o HostKeyAlias=behind',
    });
    const asked: string[] = [];
    expect(await login(link, async ({ host }) => asked.push(host) > 0)).to.equal('in');
    expect(asked).to.deep.equal([`[127.0.0.1]:${sshd.port}`, `[behind]:${sshd.port}`]);
  });

  it('asks nobody where ssh_config is strict, and takes what no file can hold for this time only', async () => {
    const never: Ask = () => Promise.reject(new Error('asked'));
    expect(await login(unknown({ sshArgs: '-o StrictHostKeyChecking=yes' }), never)).to.include(
      'is not known',
    );
    expect(await login(unknown({ hostKeyChecking: 'strict' }), never)).to.include('is not known');
    const nowhere = sshd.link({ knownHostsFiles: ['/dev/null'], sshArgs: '-o HostKeyAlias=nowhere' });
    let times = 0;
    const yes: Ask = async () => ++times > 0;
    expect([await login(nowhere, yes), await login(nowhere, yes), times]).to.deep.equal(['in', 'in', 1]);
  });

  it('tells by which other names the key is known, and hides names where ssh does', async () => {
    const link = unknown({ sshArgs: '-o HashKnownHosts=yes' });
    const [file] = link.knownHostsFiles;
    const key = readFileSync(join(sshd.dir, 'host_key.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
    writeFileSync(file, `# mine\nelsewhere ${key}`);
    let others: readonly string[] = [];
    const ask: Ask = async ({ otherNames }) => (others = otherNames).length > 0;
    // another test has had this host trusted
    const alias = { ...link, sshArgs: `${link.sshArgs} -o HostKeyAlias=hidden` };
    expect(await login(alias, ask)).to.equal('in');
    expect(others).to.deep.equal([`${file}:2: elsewhere`]);
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).to.have.length(4);
    expect(lines[2]).to.match(/^\|1\|[^ ]+ ssh-ed25519 /);
    expect(execFileSync('ssh-keygen', ['-F', `[hidden]:${sshd.port}`, '-f', file]).toString()).to.include(
      'line 3',
    );
  });
});
