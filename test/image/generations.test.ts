import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { collectGenerations } from '../../lib/image/collect-generations.js';
import { diffGenerations } from '../../lib/image/diff-generations.js';
import { openImageHost } from '../../lib/image/hold.js';
import { ImageRefusal } from '../../lib/image/image-refusal.js';
import { listGenerations } from '../../lib/image/list-generations.js';
import { openGeneration, type FinishedGeneration } from '../../lib/image/make-generation.js';
import { publishGeneration, rollbackGeneration } from '../../lib/image/publish-generation.js';
import { openSession } from '../../lib/remote/session.js';
import {
  addNode,
  currentOf,
  generationsIn,
  hashOf,
  host,
  makeImage,
  whatIsLeft,
  type Scratch,
} from './support.js';

/** Bakes with one script as the play. */
async function bake(
  scratch: Scratch,
  script: string,
  from?: 'base' | 'current',
): Promise<FinishedGeneration> {
  const open = await openGeneration({ host, place: scratch.place, ...(from ? { from } : {}) });
  try {
    const session = await openSession({ transport: open.inside, openMs: 5000 });
    const reply = await session.call({ script, params: {}, mode: 'apply' });
    expect(reply.exitCode, Buffer.from(reply.log).toString()).to.equal(0);
    await session.close();
    const finished = await open.finish();
    await open.publish();
    return finished;
  } finally {
    await open.close();
  }
}

async function refusalOf(promise: Promise<unknown>): Promise<ImageRefusal> {
  try {
    await promise;
  } catch (error) {
    expect(error).to.be.instanceOf(ImageRefusal);
    return error as ImageRefusal;
  }
  throw new Error('was not refused');
}

describe('generations of an image', function () {
  let scratch: Scratch;
  beforeEach(() => (scratch = makeImage()));
  afterEach(() => {
    expect(whatIsLeft(scratch)).to.deep.equal([]);
    scratch.remove();
  });

  it('bakes a copy of the base and leaves the base alone', async () => {
    const before = hashOf(scratch.base);
    const { number, kernel } = await bake(scratch, 'echo baked >/etc/baked; sleep 1000 & :');
    expect([number, kernel]).to.deep.equal([1, '6.1.0-1']);
    expect(hashOf(scratch.base)).to.equal(before);
    const root = join(scratch.image, 'generations/1/root');
    expect(readFileSync(join(root, 'etc/baked'), 'utf8')).to.equal('baked\n');
    expect(statSync(join(root, 'etc/baked')).nlink).to.equal(1);
    expect(currentOf(scratch)).to.equal('1');
  });

  it('takes out what belongs to one machine, and serves boot files that anyone can read', async () => {
    await bake(scratch, 'echo node1 >/etc/hostname');
    const root = join(scratch.image, 'generations/1/root');
    expect(readFileSync(join(root, 'etc/machine-id'), 'utf8')).to.equal('');
    expect(existsSync(join(root, 'etc/ssh/ssh_host_ed25519_key'))).to.equal(false);
    expect(existsSync(join(root, 'etc/hostname'))).to.equal(false);
    expect(existsSync(join(root, 'usr/sbin/policy-rc.d'))).to.equal(false);
    for (const file of ['vmlinuz', 'initrd.img'])
      expect(statSync(join(scratch.image, 'boot/1', file)).mode & 0o777).to.equal(0o644);
    expect(statSync(join(scratch.image, 'generations')).mode & 0o777).to.equal(0o700);
  });

  it('gives the play a place where nothing reaches the host', async () => {
    const probes = [
      '[ "$SYSTEMD_OFFLINE" = 1 ] || exit 11',
      '/usr/sbin/policy-rc.d; [ "$?" = 101 ] || exit 12',
      'if mknod /tmp/x c 1 3 2>/dev/null; then exit 13; fi',
      'if (echo 1 >/proc/sys/vm/swappiness) 2>/dev/null; then exit 14; fi',
      'if mount -t tmpfs tmpfs /root 2>/dev/null; then exit 15; fi',
      'hostname 2>/dev/null; for each in /proc/[0-9]*; do :; done',
      '[ "$(readlink /proc/1/root)" != "" ] || :',
      'echo x >/dev/null || exit 16',
      'if chroot / sh -c : 2>/dev/null; then exit 17; fi',
      // chown, dac_override, fowner, fsetid, kill, setgid, setuid, audit_write, setfcap
      'while read -r name caps; do case $name in CapEff:) [ "$caps" = 00000000a00000fb ] || exit 18 ;; esac; done </proc/self/status',
    ];
    await bake(scratch, probes.join('\n'));
    expect(existsSync(join(scratch.image, 'generations/1/root/dev/null'))).to.equal(false);
  });

  it('refuses an image in which a link would lead to the host', async () => {
    const outside = join(scratch.dir, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'hosts'), 'of the host\n');
    const before = hashOf(outside);
    rmSync(join(scratch.base, 'etc'), { recursive: true });
    symlinkSync(outside, join(scratch.base, 'etc'));
    const refusal = await refusalOf(bake(scratch, 'echo hacked >/etc/hosts'));
    expect(refusal.message).to.include('/etc of the image is a link');
    expect(hashOf(outside)).to.equal(before);
  });

  it('writes through a link inside the image, never at the host', async () => {
    const outside = join(scratch.dir, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'hosts'), 'of the host\n');
    for (const [link, target] of [
      ['etc/hosts', join(outside, 'hosts')],
      ['etc/up', '../../../../../../../../../..' + outside],
    ] as const)
      symlinkSync(target, join(scratch.base, link));
    await bake(scratch, `mkdir -p ${outside}; echo inside >/etc/hosts; echo inside >/etc/up/new`);
    expect(readFileSync(join(outside, 'hosts'), 'utf8')).to.equal('of the host\n');
    expect(existsSync(join(outside, 'new'))).to.equal(false);
    expect(readFileSync(join(scratch.image, 'generations/1/root', outside, 'new'), 'utf8')).to.equal(
      'inside\n',
    );
  });

  it('does not publish a file of the host that the image links to as its kernel', async () => {
    writeFileSync(join(scratch.dir, 'secret'), 'of the host\n');
    const refusal = await refusalOf(
      bake(
        scratch,
        `rm /boot/vmlinuz-6.1.0-1; mkdir -p ${scratch.dir}; echo x >${scratch.dir}/secret; ln -s ${scratch.dir}/secret /boot/vmlinuz-6.1.0-1`,
      ),
    );
    expect(refusal.message).to.include('is a link');
    expect(generationsIn(scratch)).to.deep.equal([]);
  });

  it('says who holds an image that is locked', async () => {
    const open = await openGeneration({ host, place: scratch.place });
    const refusal = await refusalOf(openGeneration({ host, place: scratch.place }));
    expect([refusal.kind, refusal.exitCode]).to.deep.equal(['locked', 3]);
    expect(refusal.message).to.match(
      new RegExp(`tiny is locked by \\S+@\\S+ \\(process ${process.pid}\\) since \\d{4}-.*pid \\d+`),
    );
    await open.close();
    expect(generationsIn(scratch)).to.deep.equal([]);
  });

  it('switches back with one rename, and lists what there is', async () => {
    addNode(scratch, '52-54-00-00-00-01');
    for (const text of ['one', 'two', 'three']) await bake(scratch, `echo ${text} >/etc/baked`);
    const served = (): string =>
      readFileSync(join(scratch.image, 'boot/current/nodes/52-54-00-00-00-01.pxelinux'), 'utf8');
    expect(served().match(/\/3\/|gen=3/g)).to.have.length(4);
    expect(await rollbackGeneration({ host, place: scratch.place })).to.deep.include({
      generation: 2,
      before: 3,
      changed: true,
    });
    expect(served().match(/\/2\/|gen=2/g)).to.have.length(4);
    expect(await publishGeneration({ host, place: scratch.place, generation: 2 })).to.deep.include({
      changed: false,
    });
    const { session, close } = await openImageHost(host);
    const list = await listGenerations(session, scratch.place);
    await close();
    expect(list.generations.map((each) => [each.number, each.current])).to.deep.equal([
      [1, false],
      [2, true],
      [3, false],
    ]);
    expect(
      (await refusalOf(publishGeneration({ host, place: scratch.place, generation: 9 }))).message,
    ).to.include('no finished generation 9');
  });

  it('brings new nodes into the published generation and takes old ones out', async () => {
    addNode(scratch, '52-54-00-00-00-01');
    await bake(scratch, ':');
    addNode(scratch, '52-54-00-00-00-02');
    rmSync(join(scratch.image, 'boot/nodes/52-54-00-00-00-01.pxelinux.in'));
    await publishGeneration({ host, place: scratch.place });
    expect(existsSync(join(scratch.image, 'boot/current/nodes/52-54-00-00-00-01.pxelinux'))).to.equal(false);
    expect(existsSync(join(scratch.image, 'boot/current/nodes/52-54-00-00-00-02.pxelinux'))).to.equal(true);
  });

  it('tells what differs by content, whatever the times say', async () => {
    mkdirSync(join(scratch.base, 'etc/d'));
    await bake(
      scratch,
      'echo same >/etc/same; echo a >/etc/changed; echo m >/etc/mode; echo x >/etc/gone; echo x >/etc/type',
    );
    await bake(
      scratch,
      'sleep 0.1; echo same >/etc/same; echo b >/etc/changed; echo m >/etc/mode; chmod 600 /etc/mode; ln -s x "/etc/new link"; mkdir /etc/type; echo n >"/etc/new\nline"',
    );
    const { session, close } = await openImageHost(host);
    const changes = await diffGenerations(session, scratch.place, 1, 2);
    await close();
    expect(changes.map(({ path, kind }) => [path, kind])).to.deep.equal([
      ['etc/changed', 'content'],
      ['etc/gone', 'removed'],
      ['etc/mode', 'attributes'],
      ['etc/new\nline', 'added'],
      ['etc/new link', 'added'],
      ['etc/type', 'type'],
    ]);
  });

  it('never uses a number twice', async () => {
    await bake(scratch, ':');
    await bake(scratch, ':');
    await publishGeneration({ host, place: scratch.place, generation: 1 });
    expect((await collectGenerations({ host, place: scratch.place, only: [2] })).removed).to.deep.equal([2]);
    expect((await bake(scratch, ':')).number).to.equal(3);
  });

  it('collects what nothing uses', async () => {
    for (let n = 0; n < 4; n++) await bake(scratch, ':');
    addNode(scratch, '52-54-00-00-00-03', '');
    const pinned = join(scratch.image, 'boot/nodes/52-54-00-00-00-03.pxelinux.in');
    writeFileSync(pinned, readFileSync(pinned, 'utf8').replaceAll('@generation@', '2'));
    const collected = await collectGenerations({ host, place: scratch.place, keep: 1 });
    expect(collected).to.deep.equal({ removed: [3, 1], kept: [{ number: 2, reason: 'in use' }] });
    expect(generationsIn(scratch)).to.deep.equal(['2', '4']);
    expect(existsSync(join(scratch.image, 'boot/3'))).to.equal(false);
    expect(
      (await refusalOf(collectGenerations({ host, place: scratch.place, only: [4] }))).message,
    ).to.include('refusing to remove generation 4 of tiny: published');
  });

  it('refuses to remove what something is mounted in', async () => {
    await bake(scratch, ':');
    await bake(scratch, ':');
    const victim = join(scratch.dir, 'victim');
    mkdirSync(victim);
    writeFileSync(join(victim, 'file'), 'alive');
    const root = join(scratch.image, 'generations/1/root');
    execFileSync('mount', ['--bind', victim, join(root, 'tmp')]);
    try {
      const refusal = await refusalOf(collectGenerations({ host, place: scratch.place, only: [1] }));
      expect(refusal.message).to.include('is a mount');
      expect(readFileSync(join(victim, 'file'), 'utf8')).to.equal('alive');
    } finally {
      const where = existsSync(root) ? root : join(scratch.image, 'generations/1.unfinished/root');
      execFileSync('umount', [join(where, 'tmp')]);
    }
  });

  it('keeps the old one when a play fails, and removes what was begun', async () => {
    await bake(scratch, ':');
    const before = hashOf(join(scratch.image, 'generations/1'));
    const open = await openGeneration({ host, place: scratch.place });
    await open.close();
    chmodSync(join(scratch.base, 'usr/sbin/update-initramfs'), 0o755);
    writeFileSync(
      join(scratch.base, 'usr/sbin/update-initramfs'),
      '#!/bin/sh\necho "no space for it" >&2\nexit 1\n',
    );
    const refusal = await refusalOf(bake(scratch, ':'));
    expect(refusal.message).to.include('no space for it');
    expect(generationsIn(scratch)).to.deep.equal(['1']);
    expect(currentOf(scratch)).to.equal('1');
    expect(hashOf(join(scratch.image, 'generations/1'))).to.equal(before);
  });
});
