import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { connect, type Connection } from '../../lib/connect/connect.js';
import { prelude } from '../../lib/remote/prelude.js';
import type { Session } from '../../lib/remote/session.js';

const BUSYBOX = join(tmpdir(), `tsplay-put-${process.pid}`);

for (const shell of ['/usr/bin/dash', '/usr/bin/bash', join(BUSYBOX, 'sh')]) {
  describe(`put: ${shell.replace(BUSYBOX, 'busybox')}`, () => {
    let connection: Connection;
    let session: Session;
    let dir: string;
    let mounted: string;

    before(async () => {
      mkdirSync(BUSYBOX, { recursive: true });
      rmSync(join(BUSYBOX, 'sh'), { force: true });
      symlinkSync('/usr/bin/busybox', join(BUSYBOX, 'sh'));
      connection = connect({ connection: 'local', host: 'localhost', shell });
      session = await connection.session();
      dir = mkdtempSync(join(tmpdir(), 'tsplay-put-'));
      mounted = join(dir, 'small');
      mkdirSync(mounted);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mounted]);
    });

    after(async () => {
      await connection.close();
      execFileSync('umount', [mounted]);
      rmSync(dir, { recursive: true });
      rmSync(BUSYBOX, { recursive: true });
    });

    async function put(path: string, content: string, more = {}): Promise<string | undefined> {
      const params = { path, content, mode: '', ...more };
      const script = `change content '' '' put "$path" "$mode" '' '' text "$content"`;
      const { frames } = await session.call({ script, params, mode: 'apply' });
      const failed = frames.find((frame) => frame.kind === 'fail');
      return failed?.kind === 'fail' ? failed.text : undefined;
    }

    it('keeps the old file when the disk is full, says how much is missing, leaves nothing', async () => {
      const path = join(mounted, 'file');
      writeFileSync(path, 'old', { mode: 0o640 });
      const said = await put(path, 'x'.repeat(3_000_000));
      expect(said).to.match(
        /^cannot write .*\/small\/file: no space left on .*\/small: 3000000 bytes are needed, \d+ kB are free$/,
      );
      expect(readFileSync(path, 'utf8')).to.equal('old');
      expect(statSync(path).mode & 0o7777).to.equal(0o640);
      expect(readdirSync(mounted)).to.deep.equal(['file']);
    });

    it('does the same for content that was uploaded', async () => {
      const path = join(mounted, 'file');
      writeFileSync(path, 'old');
      const said = await session
        .upload(Buffer.alloc(3_000_000), path)
        .then(String, (error: Error) => error.message);
      expect(said).to.include('no space left on').and.include('3000000 bytes');
      expect(readFileSync(path, 'utf8')).to.equal('old');
      expect(readdirSync(mounted)).to.deep.equal(['file']);
    });

    it('hears of a disk that does not take what is brought there early', async () => {
      const bin = mkdtempSync(join(dir, 'bin-'));
      const complaint = 'error syncing: Input/output error';
      writeFileSync(join(bin, 'sync'), `#!/bin/sh\necho "${complaint}" >&2\nexit 1\n`, { mode: 0o755 });
      const path = process.env['PATH'] ?? '';
      process.env['PATH'] = `${bin}:${path}`;
      const said = await session
        .stage(Buffer.from('content'), { toDisk: true })
        .then(String, (error: Error) => error.message);
      process.env['PATH'] = path;
      expect(said)
        .to.match(/^cannot upload to /)
        .and.include(complaint);
    });

    it('has a sentence of its own for a read-only file system', async () => {
      execFileSync('mount', ['-o', 'remount,ro', mounted]);
      const said = await put(join(mounted, 'new'), 'x');
      execFileSync('mount', ['-o', 'remount,rw', mounted]);
      expect(said).to.equal(`cannot write ${mounted}/new: the file system is read-only`);
    });

    it('has a sentence of its own for a mount point', async () => {
      const path = join(dir, 'bound');
      writeFileSync(path, 'old');
      execFileSync('mount', ['--bind', path, path]);
      const said = await put(path, 'new');
      execFileSync('umount', [path]);
      expect(said).to.equal(`cannot write ${path}: it is a mount point`);
      expect(readFileSync(path, 'utf8')).to.equal('old');
      expect(readdirSync(dir).filter((name) => name.startsWith('.tsplay'))).to.deep.equal([]);
    });

    it('has a sentence of its own for an immutable file', async function () {
      const path = join(dir, 'fixed');
      writeFileSync(path, 'old');
      try {
        execFileSync('chattr', ['+i', path], { stdio: 'ignore' });
      } catch {
        this.skip();
      }
      const said = await put(path, 'new');
      execFileSync('chattr', ['-i', path]);
      expect(said).to.include('immutable');
      expect(readFileSync(path, 'utf8')).to.equal('old');
      expect(readdirSync(dir).filter((name) => name.startsWith('.tsplay'))).to.deep.equal([]);
    });

    it('refuses a mode that is none before anything is changed', async () => {
      const path = join(dir, 'mode');
      writeFileSync(path, 'old');
      expect(await put(path, 'new', { mode: 'rwx-what' })).to.include('cannot write');
      expect(readFileSync(path, 'utf8')).to.equal('old');
    });

    it('breaks a hard link instead of writing through it, and keeps set-id bits', async () => {
      const path = join(dir, 'one');
      writeFileSync(path, 'old');
      execFileSync('ln', [path, join(dir, 'two')]);
      execFileSync('chmod', ['4711', path]);
      expect(await put(path, 'new')).to.equal(undefined);
      expect(readFileSync(join(dir, 'two'), 'utf8')).to.equal('old');
      expect(statSync(path).mode & 0o7777).to.equal(0o4711);
    });

    // a file and not a pipe: bash reads a pipe by the byte, and strace stops it at every one
    const scriptOf = (target: string): string => {
      const script = join(dir, 'script');
      writeFileSync(
        script,
        `exec 3>&1; ts_nonce=0123456789abcdef0123456789abcdef; ts_hint=''\n${prelude}\nts_environment() { :; }; ts_mode=apply ts_keep=1; ts_start\nput '${target}' 0600 '' '' text hush\n`,
      );
      return script;
    };

    it('leaves the whole old or the whole new file, whichever system call it is killed at', () => {
      const target = join(dir, 'swept');
      const calls = ['openat', 'write', 'fsync', 'fchmodat,chmod', 'rename,renameat,renameat2', 'execve'];
      for (const call of calls) {
        for (const nth of [1, 2]) {
          writeFileSync(target, 'old', { mode: 0o600 });
          const inject = `inject=${call}:signal=SIGKILL:when=${nth}`;
          spawnSync('strace', ['-f', '-qq', '-o', '/dev/null', '-e', inject, shell, scriptOf(target)]);
          expect(readFileSync(target, 'utf8'), inject).to.be.oneOf(['old', 'hush']);
          expect(statSync(target).mode & 0o777, inject).to.equal(0o600);
        }
      }
    });

    it('is not told as written when the disk fails to sync it', () => {
      const target = join(dir, 'unsynced');
      writeFileSync(target, 'old', { mode: 0o600 });
      const inject = 'inject=fsync,fdatasync:error=EIO:when=1';
      const { stdout } = spawnSync(
        'strace',
        ['-f', '-qq', '-o', '/dev/null', '-e', inject, shell, scriptOf(target)],
        {
          encoding: 'utf8',
        },
      );
      expect(stdout).to.match(/\(fail 0:cannot write .*error/i);
      expect(readFileSync(target, 'utf8')).to.equal('old');
    });

    it('is not led elsewhere by a link that whoever owns the directory puts in its way', async () => {
      const victim = join(dir, 'victim');
      const place = join(dir, 'of-somebody');
      mkdirSync(place);
      const swap = `
        swap() { set +f; for each in "$place"/.tsplay.*; do rm -f "$each"; ln -s "$victim" "$each"; done; set -f; }
        chown() { swap; command chown "$@"; }
        chmod() { swap; command chmod "$@"; }`;
      for (const [kind, what] of [
        ['text', 'secret'],
        ['file', '/etc/hostname'],
        ['file', '$ts_file'],
      ])
        for (const [mode, owner] of [
          ['0644', '1:1'],
          ['0604', '1'],
          ['0640', ''],
        ]) {
          writeFileSync(victim, 'untouched', { mode: 0o600 });
          const script = `${swap}
            ts_scratch; echo staged >"$ts_file"
            put "$place/file" ${mode} '${owner}' '' ${kind} "${what}"`;
          await session.call({ script, params: { place, victim }, mode: 'apply' });
          const { uid, gid, mode: kept } = statSync(victim);
          expect([uid, gid, kept & 0o7777, readFileSync(victim, 'utf8')], `${what} ${mode}`).to.deep.equal([
            ...[0, 0, 0o600, 'untouched'],
          ]);
        }
    });

    it('opens nothing but a new file, whatever stands where it would be', async () => {
      const [place, disk] = [join(dir, 'of-others'), join(dir, 'disk')];
      mkdirSync(place);
      execFileSync('mknod', ['-m', '600', disk, 'c', '1', '3']);
      const script = `
        for i in 0 1 2 3 4; do
          name=$place/.tsplay.$((($$ * 7919 + ts_seq * 31 + ts_count + i) % 900000 + 100000))
          case $kind in link) ln -s "$disk" "$name" ;; *) mkfifo -m 666 "$name" ;; esac
        done
        change content '' '' put "$place/$kind" 0644 '' '' text secret
        rm -f "$place"/.tsplay.*`;
      for (const kind of ['link', 'fifo']) {
        const params = { place, disk, kind };
        const { ended } = await session.call({ script, params, mode: 'apply', timeoutMs: 5000 });
        expect([ended, lstatSync(join(place, kind)).isFile()]).to.deep.equal(['done', true]);
        expect(readFileSync(join(place, kind), 'utf8')).to.equal('secret');
        expect(statSync(disk).mode & 0o7777).to.equal(0o600);
      }
    });

    it('removes what a killed run left beside the file, but not what another one may be writing', async () => {
      const [stray, fresh] = [join(dir, '.tsplay.123456'), join(dir, '.tsplay.654321')];
      for (const path of [stray, fresh]) writeFileSync(path, 'half');
      utimesSync(stray, Date.now() / 1000 - 7200, Date.now() / 1000 - 7200);
      expect(await put(join(dir, 'beside'), 'new')).to.equal(undefined);
      expect([existsSync(stray), existsSync(fresh)]).to.deep.equal([false, true]);
      rmSync(fresh);
    });

    it('is never readable by others before its mode is set, and is on disk before it is told', () => {
      const trace = join(dir, 'trace');
      const target = join(dir, 'secret');
      execFileSync(
        'strace',
        [
          '-f',
          '-qq',
          '-o',
          trace,
          '-e',
          'trace=umask,openat,rename,renameat,renameat2,fchmodat,chmod,fsync,fdatasync',
          shell,
          scriptOf(target),
        ],
        { stdio: 'ignore' },
      );
      const calls = readFileSync(trace, 'utf8')
        .split('\n')
        .filter((line) => /\.tsplay\.\w{6}"|umask|fsync|fdatasync/.test(line));
      const at = (what: RegExp): number => calls.findIndex((line) => what.test(line));
      expect(calls[at(/O_CREAT/)]).to.match(/O_EXCL/);
      const umask = calls.slice(0, at(/O_CREAT/)).findLast((line) => line.includes('umask'));
      expect(0o666 & ~Number.parseInt(/umask\((\d+)\)/.exec(umask ?? '')![1]!, 8)).to.equal(0o600);
      expect(at(/fsync|fdatasync/)).to.be.within(1, at(/rename/) - 1);
      expect(calls.slice(at(/rename/)).some((line) => /fsync|fdatasync/.test(line))).to.equal(true);
      expect(readFileSync(target, 'utf8')).to.equal('hush');
    });
  });
}
