import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { localTransport } from '../../lib/connect/local.js';
import type { Result } from '../../lib/module/index.js';
import { openSession, type Session } from '../../lib/remote/session.js';
import { moduleContext, runTask } from '../support/module-context.js';
import { skip } from '../support/skip.js';
import { throwAway } from '../support/throw-away.js';

const server = fileURLToPath(new URL('launchpad.mjs', import.meta.url));
const line = 'deb http://ppa.launchpad.net/me/tools/ubuntu jammy main\n';
const sources = '/etc/apt/sources.list.d/ppa_me_tools_jammy.list';

describe('module apt_repository: ppa:, with a Launchpad and a key server made here', function () {
  this.timeout(60_000);
  let root: string;
  let session: Session;
  let fingerprint: string;
  before(async function () {
    if (process.getuid?.() !== 0) skip(this, 'makes an overlay of /: needs root');
    root = mkdtempSync(join(tmpdir(), 'tsplay-ppa-'));
    fingerprint = makeKeys(root);
    session = await openSession({
      transport: localTransport(),
      openMs: 30_000,
      shell: '/bin/sh',
      wrap: (argv) => throwAway(argv, { shared: [root], before: servers(root) }),
    });
  });
  after(async () => {
    await session?.close();
    if (root) rmSync(root, { recursive: true, force: true });
  });

  const ppa = (repo: string, check: boolean, more = {}): Promise<Result> =>
    runTask(
      'apt_repository',
      { repo, codename: 'jammy', update_cache: false, ...more },
      moduleContext({ session, check }),
    );
  const shown = async (command: string): Promise<unknown> =>
    (await runTask('shell', { _raw_params: command }, moduleContext({ session }))).get('stdout');
  const left = (): Promise<unknown> =>
    shown(
      `cat ${sources}; gpg --show-keys --with-colons /etc/apt/trusted.gpg.d/tsplay.gpg | sed -n 's/^fpr:*//p'`,
    );

  it('a check finds the key and leaves all as it is', async () => {
    const result = await ppa('ppa:me/tools', true);
    expect([result.get('failed'), result.get('changed')], String(result.get('msg'))).to.deep.equal([
      undefined,
      true,
    ]);
    expect(await left()).to.equal('');
  });

  it('a key that is another than Launchpad names is not trusted, and its source not added', async () => {
    for (const [repo, why] of [
      ['ppa:me/forged', /not the one with the id A{40}/],
      ['ppa:me/keyless', /does not tell the fingerprint/],
      ['ppa:me/none', /^failed to fetch PPA information.*404/],
    ] as const)
      expect((await ppa(repo, false)).get('msg')).to.match(why);
    expect(await left()).to.equal('');
  });

  it('source and key are added, once', async () => {
    const first = await ppa('ppa:me/tools', false);
    expect([first.get('failed'), first.get('changed')], String(first.get('msg'))).to.deep.equal([
      undefined,
      true,
    ]);
    expect(await left()).to.equal(`${line}${fingerprint}:`);
    expect((await ppa('ppa:me/tools', false)).get('changed')).to.equal(false);
    expect((await ppa('ppa:me/tools', false, { state: 'absent' })).get('changed')).to.equal(true);
    expect(await shown(`ls ${sources} 2>/dev/null || :`)).to.equal('');
  });
});

function makeKeys(root: string): string {
  const run = (command: string, ...args: readonly string[]): string =>
    execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const home = join(root, 'home');
  mkdirSync(home, { mode: 0o700 });
  const gpg = (...args: readonly string[]): string =>
    run('gpg', '--homedir', home, '--batch', '--quiet', ...args);
  gpg('--passphrase', '', '--quick-gen-key', 'Test <test@example.com>', 'rsa2048', 'sign', '1d');
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(gpg('--with-colons', '--list-keys'))![1]!;
  writeFileSync(join(root, 'fingerprint'), fingerprint);
  writeFileSync(join(root, 'key.asc'), gpg('--armor', '--export'));
  run('gpgconf', '--homedir', home, '--kill', 'all');
  const names = 'subjectAltName=DNS:launchpad.net,DNS:keyserver.ubuntu.com';
  const made = ['-keyout', join(root, 'tls.pem'), '-out', join(root, 'cert.pem'), '-addext', names];
  run('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=test', ...made);
  return fingerprint;
}

/** The names lead to the server, and what it shows is trusted. */
const servers = (root: string): string => `
echo 127.0.0.1 launchpad.net keyserver.ubuntu.com >>/etc/hosts
cat ${root}/cert.pem >>/etc/ssl/certs/ca-certificates.crt
"${process.execPath}" ${server} ${root} >/dev/null 2>&1 &
until [ -e ${root}/up ]; do sleep 0.05; done
`;
