import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Session } from '../../lib/remote/session.js';
import { moduleContext, runTask, shellSession } from '../support/module-context.js';

describe('module command_in_chroot', () => {
  let session: Session;
  let top: string;
  let root: string;
  before(async () => {
    session = await shellSession('dash');
    top = mkdtempSync(join(tmpdir(), 'tsplay-chroot-'));
    root = join(top, 'root');
    plantBusybox(root);
  });
  after(async () => {
    await session.close();
    rmSync(top, { recursive: true, force: true });
  });
  afterEach(() => expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.to.contain(top));

  const run = (args: Record<string, unknown>, check = false): ReturnType<typeof runTask> =>
    runTask('command_in_chroot', { root, ...args }, moduleContext({ session, check }));

  it('has its own processes, /proc, /dev and environment', async () => {
    const result = await run({
      cmd: 'echo $$; ls /dev; cat /proc/1/comm; echo $DEBIAN_FRONTEND $X; id -u',
      shell: true,
      environment: new Map([['X', "a 'b'"]]),
    });
    expect(result.get('rc'), String(result.get('stderr'))).to.equal(0);
    expect(result.get('stdout')).to.match(
      /^1\n[\s\S]*null[\s\S]*urandom[\s\S]*\nsh\nnoninteractive a 'b'\n0$/,
    );
    expect(result.get('stdout')).not.to.match(/^(sd|vd|loop|kmsg|mem)/m);
  });

  it('leaves no daemon behind', async () => {
    const mark = `${process.pid}.77777`;
    await run({ cmd: `sleep ${mark} >/dev/null 2>&1 & echo done`, shell: true });
    const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(processes).not.to.contain(`sleep ${mark}`);
  });

  it('shows nobody its environment', async () => {
    const mark = `${process.pid}.6`;
    const secret = 'of-nobody-else';
    const running = run({ cmd: `/bin/busybox sleep ${mark}`, environment: new Map([['TOKEN', secret]]) });
    const sleeping = new RegExp(`^ *(\\d+) /bin/busybox sleep ${mark}$`, 'm');
    let processes = '';
    while (!sleeping.test(processes)) {
      await sleep(50);
      processes = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
    }
    expect(processes).not.to.contain(secret);
    process.kill(Number(sleeping.exec(processes)![1]), 'SIGKILL');
    expect((await running).get('failed')).to.equal(true);
  });

  it('cannot write to the settings of the kernel', async () => {
    const result = await run({ cmd: 'echo 1 > /proc/sys/kernel/printk', shell: true });
    expect(result.get('failed')).to.equal(true);
  });

  it('takes words as they are', async () => {
    const result = await run({ argv: ['/bin/busybox', 'echo', 'a  b', '$(id)', "it's"], chdir: '/etc' });
    expect(result.get('stdout')).to.equal("a  b $(id) it's");
  });

  it('knows creates, removes and check', async () => {
    expect(
      (await run({ cmd: '/bin/busybox touch /etc/made', creates: '/bin/busybox' })).get('changed'),
    ).to.equal(false);
    expect((await run({ cmd: '/bin/busybox touch /etc/made', removes: '/nothing' })).get('changed')).to.equal(
      false,
    );
    expect((await run({ cmd: '/bin/busybox touch /etc/made' }, true)).get('skipped')).to.equal(true);
    expect(existsSync(join(root, 'etc/made'))).to.equal(false);
  });

  it('refuses to mount through a link and on the root itself', async () => {
    const trap = join(top, 'trap');
    mkdirSync(trap);
    symlinkSync('/etc', join(trap, 'dev'));
    expect((await run({ root: trap, cmd: 'true' })).get('msg')).to.match(/is a link; refusing/);
    expect((await run({ root: '/', cmd: 'true' })).get('msg')).to.match(/must not be \//);
    expect((await run({ root: join(top, 'no'), cmd: 'true' })).get('msg')).to.match(/there is no directory/);
  });

  it('refuses a finished generation: nodes run from it', async () => {
    const generation = join(root, '../generation.json');
    writeFileSync(generation, '{}');
    const result = await run({ cmd: 'touch /etc/edited', shell: true });
    rmSync(generation);
    expect([result.get('failed'), result.get('changed')]).to.deep.equal([true, false]);
    expect(result.get('msg')).to.include('is a finished generation of an image, which is never edited');
  });

  it('can be without a network', async () => {
    const result = await run({ cmd: 'ls /sys/class/net; cat /proc/net/dev', shell: true, network: false });
    expect(result.get('stdout')).not.to.contain('eth0');
  });
});

/** A tree with busybox and the libraries it needs. */
function plantBusybox(root: string): void {
  for (const name of ['bin', 'etc', 'run', 'tmp']) mkdirSync(join(root, name), { recursive: true });
  cpSync('/usr/bin/busybox', join(root, 'bin/busybox'), { dereference: true });
  execFileSync('chroot', ['--help']);
  let libraries = '';
  try {
    libraries = execFileSync('ldd', ['/usr/bin/busybox'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    // a static one needs none
  }
  for (const [library] of libraries.matchAll(/\/\S+\.so\S*/g)) {
    mkdirSync(dirname(join(root, library)), { recursive: true });
    cpSync(library, join(root, library), { dereference: true });
  }
  execFileSync('chroot', [root, '/bin/busybox', '--install', '-s', '/bin']);
  mkdirSync(join(root, 'usr/bin'), { recursive: true });
  symlinkSync('/bin/busybox', join(root, 'usr/bin/env'));
  writeFileSync(join(root, 'etc/resolv.conf'), '');
}
