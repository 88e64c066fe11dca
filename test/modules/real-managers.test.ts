import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Value } from '../../lib/core/value.js';
import { localTransport } from '../../lib/connect/local.js';
import { openSession, type Session } from '../../lib/remote/session.js';
import { moduleContext, runTask, shellSession } from '../support/module-context.js';
import { skip } from '../support/skip.js';
import { throwAway } from '../support/throw-away.js';

const run = (command: string, args: readonly string[], cwd?: string): string =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], cwd });

function has(...commands: readonly string[]): boolean {
  try {
    for (const command of commands) run('sh', ['-c', `command -v ${command}`]);
    return true;
  } catch {
    return false;
  }
}

describe('the real package managers, on a repository made here', () => {
  let root: string;
  let session: Session;
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'tsplay-managers-'));
    session = await shellSession('dash');
  });
  afterEach(async () => {
    await session.close();
    rmSync(root, { recursive: true, force: true });
  });

  type Step = readonly [
    name: string,
    args: Readonly<Record<string, Value>>,
    changed: boolean,
    more?: Readonly<Record<string, Value>>,
  ];

  // each step is checked, applied, and applied again
  async function go(
    module: string,
    shared: Readonly<Record<string, Value>>,
    steps: readonly Step[],
  ): Promise<void> {
    for (const [name, args, changed, more = {}] of steps) {
      const all = { ...shared, ...args };
      const check = await runTask(module, all, moduleContext({ session, check: true }));
      expect([name, check.get('changed'), check.get('msg')]).to.deep.equal([name, changed, check.get('msg')]);
      const first = await runTask(module, all, moduleContext({ session }));
      expect([name, first.get('failed'), first.get('changed')], JSON.stringify([...first])).to.deep.equal([
        name,
        undefined,
        changed,
      ]);
      for (const [key, value] of Object.entries(more))
        expect(first.get(key), `${name}: ${key}`).to.deep.equal(value);
      const again = await runTask(module, all, moduleContext({ session }));
      expect([name, again.get('changed')], JSON.stringify([...again])).to.deep.equal([name, false]);
    }
  }

  it('dnf', async function () {
    this.timeout(300_000);
    if (!has('dnf', 'rpmbuild', 'createrepo_c')) skip(this, 'dnf, rpm or createrepo-c is not installed');
    const repo = join(root, 'repo');
    for (const [name, version, needs] of [
      ['small', '1', 'base'],
      ['small', '2', 'base'],
      ['base', '1', ''],
    ] as const)
      buildRpm(root, repo, name, version, needs);
    run('createrepo_c', ['-q', repo]);
    const tree = join(root, 'tree');
    mkdirSync(join(root, 'none'));
    const conf = join(root, 'dnf.conf');
    writeFileSync(
      conf,
      `[main]\nreposdir=${root}/none\ncachedir=${root}/cache\nlogdir=${root}\npersistdir=${root}/persist\npluginpath=${root}/none\nvarsdir=${root}/none\ngpgcheck=0\n[local]\nname=local\nbaseurl=file://${repo}\n`,
    );
    await go('dnf', { conf_file: conf, installroot: tree, releasever: '1' }, [
      [
        'an old one, and what it needs',
        { name: 'small-1' },
        true,
        { results: ['Installed: small-1-1.noarch', 'Installed: base-1-1.noarch'] },
      ],
      ['is there', { name: ['small', 'base'] }, false, { msg: 'Nothing to do', rc: 0 }],
      ['the latest', { name: 'small', state: 'latest' }, true, { results: ['Installed: small-2-1.noarch'] }],
      ['is the latest', { name: '*', state: 'latest' }, false],
      [
        'goes, what it needed stays',
        { name: 'small', state: 'absent' },
        true,
        { results: ['Removed: small-2-1.noarch'] },
      ],
    ]);
    const missing = await runTask(
      'dnf',
      { conf_file: conf, installroot: tree, releasever: '1', name: 'nope' },
      moduleContext({ session }),
    );
    expect(missing.get('msg')).to.equal('Failed to install some of the specified packages');
    expect(missing.get('failures')).to.deep.equal(['No package nope available.']);
    expect(run('rpm', ['--root', tree, '-qa'])).to.equal('base-1-1.noarch\n');
    await go('yum', { conf_file: conf, installroot: tree, releasever: '1' }, [
      ['by its old name', { name: 'base' }, false],
    ]);
  });

  it('pacman', async function () {
    this.timeout(120_000);
    if (!has('pacman')) skip(this, 'pacman is not installed');
    const repo = join(root, 'repo');
    mkdirSync(repo);
    for (const each of ['one', 'two']) buildPacman(root, repo, each, '1-1');
    const publish = (...names: readonly string[]): void => publishPacman(root, repo, names);
    publish('one-1-1', 'two-1-1');
    const executable = join(root, 'pacman');
    mkdirSync(join(root, 'tree/var/lib/pacman'), { recursive: true });
    writeFileSync(
      join(root, 'pacman.conf'),
      `[options]\nArchitecture = auto\nSigLevel = Never\nRootDir = ${root}/tree\nDBPath = ${root}/tree/var/lib/pacman\nCacheDir = ${root}/cache\nLogFile = ${root}/log\n[here]\nServer = file://${repo}\n`,
    );
    writeFileSync(executable, `#!/bin/sh\nexec /usr/bin/pacman --config ${root}/pacman.conf "$@"\n`, {
      mode: 0o755,
    });
    run(executable, ['-Sy']);
    await go('pacman', { executable }, [
      ['a package', { name: 'one' }, true, { packages: ['one'], msg: 'installed 1 package(s)' }],
      ['one of two', { name: ['one', 'two'], update_cache: true }, true, { packages: ['two'] }],
      ['goes', { name: 'two', state: 'absent' }, true, { packages: ['two'], msg: 'removed 1 package(s)' }],
      ['nothing newer', { upgrade: true }, false, { msg: 'Nothing to upgrade' }],
    ]);
    buildPacman(root, repo, 'one', '2-1');
    publish('one-2-1');
    await go('pacman', { executable, update_cache: true }, [
      ['not the latest, but there', { name: 'one', update_cache: false }, false],
    ]);
    // a file of the same second is no newer one to pacman
    run(executable, ['-Syy']);
    await go('pacman', { executable }, [
      ['the latest', { name: 'one', state: 'latest' }, true, { packages: ['one'] }],
    ]);
    const missing = await runTask('pacman', { executable, name: 'nope' }, moduleContext({ session }));
    expect(missing.get('msg')).to.match(/target not found: nope/);
  });

  it('apt: what is named is no leftover', async function () {
    this.timeout(120_000);
    if (!has('apt-mark') || process.getuid?.() !== 0) skip(this, 'there is no apt that is ours');
    await session.close();
    session = await openSession({
      transport: localTransport(),
      openMs: 30_000,
      shell: '/bin/sh',
      wrap: (argv) => throwAway(argv, { shared: [root], before: 'apt-mark auto bash dash >/dev/null' }),
    });
    const manual = async (): Promise<unknown> => {
      const cmd = { _raw_params: 'apt-mark showmanual bash dash' };
      return (await runTask('command', cmd, moduleContext({ session }))).get('stdout');
    };
    const check = await runTask('apt', { name: 'bash' }, moduleContext({ session, check: true }));
    expect([check.get('changed'), await manual()]).to.deep.equal([false, '']);
    const done = await runTask('apt', { name: 'bash' }, moduleContext({ session }));
    expect([done.get('failed'), done.get('changed'), await manual()]).to.deep.equal([
      undefined,
      false,
      'bash',
    ]);
  });

  it('apt: services are kept from starting, and what a killed run left of that goes', async function () {
    this.timeout(120_000);
    if (process.getuid?.() !== 0) skip(this, 'only root can make a throw-away machine');
    await session.close();
    const before = `
      mkdir -p deb/DEBIAN; cd deb
      printf 'Package: tsplay-test\\nVersion: 1\\nArchitecture: all\\nMaintainer: n <n@example.org>\\nDescription: d\\n' >DEBIAN/control
      cat >DEBIAN/prerm <<'END'
#!/bin/sh
cat /usr/sbin/policy-rc.d >>${root}/seen || echo none >>${root}/seen
[ -e ${root}/interrupted ] && exit
>${root}/interrupted
each=$$
until read -r pid name state each rest </proc/$each/stat && [ "$name" = '(apt-get)' ]; do :; done
kill -TERM "$each"
exit 1
END
      chmod 755 DEBIAN/prerm
      dpkg-deb --build . ../tsplay-test.deb; dpkg -i ../tsplay-test.deb; cp ../tsplay-test.deb ${root}
      printf '#!/bin/sh\\nexit 7\\n' >/usr/sbin/policy-rc.d.tsplay
      printf '#!/bin/sh\\n# for the time of a task of tsplay, process 999999999\\nexit 101\\n' >/usr/sbin/policy-rc.d`;
    session = await openSession({
      transport: localTransport(),
      openMs: 10_000,
      wrap: (argv) => throwAway(argv, { shared: [root], before: `(cd /tmp; ${before}) >/dev/null 2>&1` }),
    });
    const remove = { name: 'tsplay-test', state: 'absent', policy_rc_d: 102 };
    const left = async (): Promise<unknown> => {
      const cmd = { _raw_params: 'cd /usr/sbin; cat policy-rc.d; ls -d policy-rc.d*' };
      return (await runTask('shell', cmd, moduleContext({ session }))).get('stdout');
    };
    const interrupted = await runTask('apt', remove, moduleContext({ session }));
    expect(interrupted.get('failed'), JSON.stringify([...interrupted])).to.equal(true);
    expect(await left()).to.equal('#!/bin/sh\nexit 7\npolicy-rc.d');
    const done = await runTask('apt', remove, moduleContext({ session }));
    expect(done.get('changed'), JSON.stringify([...done])).to.equal(true);
    expect(readFileSync(join(root, 'seen'), 'utf8')).to.match(/^(#!\/bin\/sh\n# .*\nexit 102\n){2}$/);
    expect(await left()).to.equal('#!/bin/sh\nexit 7\npolicy-rc.d');
  });

  it('apt_key and rpm_key: a key made here', async function () {
    this.timeout(120_000);
    if (!has('gpg')) skip(this, 'gpg is not installed');
    const home = join(root, 'home');
    mkdirSync(home, { mode: 0o700 });
    const gpg = (...args: readonly string[]): string =>
      run('gpg', ['--homedir', home, '--batch', '--quiet', ...args]);
    gpg('--passphrase', '', '--quick-gen-key', 'Test <test@example.com>', 'rsa2048', 'sign', '1d');
    const fp = /^fpr:+([0-9A-F]{40}):/m.exec(gpg('--with-colons', '--list-keys'))![1]!;
    const long = fp.slice(-16);
    writeFileSync(join(root, 'key.asc'), gpg('--armor', '--export'));
    const keyring = join(root, 'ring.gpg');
    const data = readFileSync(join(root, 'key.asc'), 'utf8');
    await go('apt_key', { keyring }, [
      [
        'from a file',
        { file: join(root, 'key.asc') },
        true,
        { fp: long, short_id: fp.slice(-8), before: [], after: [long] },
      ],
      ['as text, by its id', { data, id: `0x${fp.slice(-8)}` }, false],
      ['goes', { id: fp.slice(-16), state: 'absent' }, true, { before: [long], after: [] }],
    ]);
    const wrong = await runTask('apt_key', { keyring, data, id: '00112233' }, moduleContext({ session }));
    expect(wrong.get('msg')).to.equal('The key is not the one with the id 00112233');
    run('gpgconf', ['--homedir', home, '--kill', 'all']);
    if (!has('rpm') || process.getuid?.() !== 0)
      skip(this, 'rpm is not installed, or its database is not ours');
    await session.close();
    session = await openSession({
      transport: localTransport(),
      openMs: 30_000,
      shell: '/bin/sh',
      wrap: (argv) => throwAway(argv, { shared: [root], before: 'mkdir -p /var/lib/rpm; rpm --initdb' }),
    });
    const key = join(root, 'key.asc');
    await go('rpm_key', {}, [
      ['from a file', { key, fingerprint: fp }, true],
      ['goes by its id', { key: fp.slice(-8), state: 'absent' }, true],
    ]);
    const other = await runTask('rpm_key', { key, fingerprint: '0'.repeat(40) }, moduleContext({ session }));
    expect(other.get('msg')).to.match(/does not match the key fingerprint/);
    const none = await runTask('rpm_key', { key: join(root, 'none') }, moduleContext({ session }));
    expect(none.get('msg')).to.match(/Not a valid key/);
  });
});

function buildRpm(root: string, repo: string, name: string, version: string, needs: string): void {
  mkdirSync(repo, { recursive: true });
  const spec = join(root, `${name}-${version}.spec`);
  const requires = needs === '' ? '' : `Requires: ${needs}\n`;
  writeFileSync(
    spec,
    `Name: ${name}\nVersion: ${version}\nRelease: 1\nSummary: test\nLicense: MIT\nBuildArch: noarch\n${requires}%description\ntest\n%files\n`,
  );
  run('rpmbuild', [
    '-bb',
    '--quiet',
    '-D',
    `_topdir ${root}/build`,
    '-D',
    `_rpmdir ${repo}`,
    '-D',
    `_rpmfilename ${name}-${version}.rpm`,
    spec,
  ]);
}

function buildPacman(root: string, repo: string, name: string, version: string): void {
  const at = join(root, `${name}-${version}`);
  mkdirSync(join(at, 'usr/share', name), { recursive: true });
  writeFileSync(join(at, 'usr/share', name, 'file'), version);
  writeFileSync(
    join(at, '.PKGINFO'),
    `pkgname = ${name}\npkgbase = ${name}\npkgver = ${version}\npkgdesc = test\nsize = 10\narch = any\nbuilddate = 1600000000\n`,
  );
  run('tar', ['-czf', join(repo, `${name}-${version}-any.pkg.tar.gz`), '-C', at, '.PKGINFO', 'usr']);
}

// what repo-add makes: a directory for each package
function publishPacman(root: string, repo: string, names: readonly string[]): void {
  const db = mkdtempSync(join(root, 'db-'));
  for (const each of names) {
    const [, name = '', version = ''] = /^(\w+)-(.*)$/.exec(each)!;
    const file = `${each}-any.pkg.tar.gz`;
    const bytes = readFileSync(join(repo, file));
    const sum = createHash('sha256').update(bytes).digest('hex');
    const fields = {
      FILENAME: file,
      NAME: name,
      VERSION: version,
      ARCH: 'any',
      CSIZE: bytes.length,
      ISIZE: 10,
      SHA256SUM: sum,
    };
    mkdirSync(join(db, each));
    writeFileSync(
      join(db, each, 'desc'),
      Object.entries(fields)
        .map(([key, value]) => `%${key}%\n${value}\n`)
        .join('\n'),
    );
  }
  run('tar', ['-czf', join(repo, 'here.db'), '-C', db, ...names]);
}
