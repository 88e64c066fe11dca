import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { skip } from '../support/skip.js';
import { playText } from './play-text.js';

const run = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('run: what changed is on disk when the run has ended', () => {
  let root: string;
  let disk: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tsplay-disk-'));
    disk = join(root, 'disk');
    mkdirSync(disk);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('also when the power is cut at once, and when only an owner, a mode or a name was changed', async function () {
    const image = join(root, 'image');
    const mount = (file: string): string => run('mount', '-o', 'loop,commit=3000', file, disk);
    writeFileSync(image, '');
    truncateSync(image, 16 << 20);
    try {
      run('mkfs.ext4', '-q', '-F', image);
      mount(image);
    } catch (cause) {
      skip(this, `no ext4 on a loop device: ${String(cause)}`);
    }
    try {
      for (const name of ['mode', 'gone', 'old']) writeFileSync(join(disk, name), 'old');
      run('sync', '-f', disk);
      const { report } = await playText(changes(disk), { hosts: ['h1'] });
      expect(report.exitCode).to.equal(0);
      cutPower(disk);
      run('umount', disk);
      // a copy: another process may just have made itself a namespace, in which the first one is still mounted
      run('cp', image, `${image}.after`);
      mount(`${image}.after`);
      expect(lstatSync(join(disk, 'mode')).mode & 0o777).to.equal(0o600);
      expect(lstatSync(join(disk, 'mode')).uid).to.equal(1);
      expect(existsSync(join(disk, 'gone'))).to.equal(false);
      expect(readFileSync(join(disk, 'old'), 'utf8')).to.equal('new');
      expect(lstatSync(join(disk, 'd/e')).isDirectory()).to.equal(true);
      expect(lstatSync(join(disk, 'd/link')).isSymbolicLink()).to.equal(true);
    } finally {
      run('umount', disk);
    }
  });

  it('a disk that fails then fails the host, although all its tasks went well', async () => {
    const shell = join(root, 'shell');
    const traced = `strace -f -qq -o /dev/null -P '${disk}' -e inject=fsync,fdatasync:error=EIO`;
    // a shell starts another, which cannot be traced twice
    writeFileSync(shell, `#!/bin/sh\nexec \${traced-env traced= ${traced}} /bin/sh "$@"\n`);
    chmodSync(shell, 0o755);
    const text = `- hosts: all
  vars: {ansible_shell_executable: ${shell}}
  tasks:
    - file: {path: ${disk}/new, state: touch}
`;
    const { report, events } = await playText(text, { hosts: ['h1'] });
    const told = events.flatMap((event) => (event.type === 'problem' ? [event.problem.message] : []));
    expect(told).to.have.length(1);
    expect(told[0])
      .to.match(/^h1: what was changed may not be on disk: .*error/i)
      .and.to.contain(disk);
    expect([report.exitCode, report.totals['h1']?.failed, report.totals['h1']?.changed]).to.deep.equal([
      2, 1, 1,
    ]);
  });
});

describe('run: a host that has no room for what is on its way to a file', () => {
  it('fails with the place, and keeps the old file', async function () {
    const root = mkdtempSync(join(tmpdir(), 'tsplay-full-'));
    const full = join(root, 'full');
    const dest = join(root, 'dest');
    writeFileSync(dest, 'old');
    mkdirSync(full);
    try {
      run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', full);
    } catch (cause) {
      skip(this, `no tmpfs: ${String(cause)}`);
    }
    try {
      const text = `- hosts: all
  vars: {ansible_remote_tmp: ${full}}
  tasks:
    - copy: {content: "{{ 'x' * 1000000 }}", dest: ${dest}}
      ignore_errors: true
      register: r
    - debug: {msg: "{{ r.msg }}"}
`;
      const { said } = await playText(text, { hosts: ['h1'] });
      expect(said.at(-1))
        .to.match(/^h1: cannot upload to .*No space left/)
        .and.to.contain(full);
      expect(readFileSync(dest, 'utf8')).to.equal('old');
    } finally {
      run('umount', full);
      rmSync(root, { recursive: true });
    }
  });
});

const changes = (disk: string): string => `- hosts: all
  tasks:
    - file: {path: ${disk}/mode, mode: '0600', owner: 1}
    - file: {path: ${disk}/gone, state: absent}
    - file: {path: ${disk}/d/e, state: directory}
    - file: {path: ${disk}/d/link, src: nowhere, state: link, force: true, follow: false}
    - copy: {content: new, dest: ${disk}/old}
`;

/** EXT4_IOC_SHUTDOWN without writing the journal: what is in memory only is lost. */
function cutPower(mountPoint: string): void {
  const program = 'open(D, "<", shift) && ioctl(D, 0x8004587D, my $flags = pack("L", 2)) or die $!';
  run('perl', '-e', program, mountPoint);
}
