import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { closeSync, fsyncSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { TsplayError } from '../../core/problem.js';

/** The bytes of a file; `-` is standard input. */
export function readVaultFile(file: string): Buffer {
  if (file === '-') return readFileSync(0);
  try {
    return readFileSync(file);
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isAbsent ? 'there is no such file' : (error as Error).message;
    const message = `Unable to read source file (${path.resolve(file)}): ${why}`;
    throw new TsplayError({ code: 'unreadable-file', message });
  }
}

/** Replaces a file at once by one that only its owner may read; `-` is standard output. */
export function writeVaultFile(file: string, bytes: Uint8Array): void {
  if (file === '-') return writeAll(1, bytes);
  if (isDevice(file)) return writeFileSync(file, bytes);
  const target = existsSync(file) ? realpathSync(file) : path.resolve(file);
  const fresh = path.join(
    path.dirname(target),
    `.${path.basename(target)}.${randomBytes(6).toString('hex')}`,
  );
  const opened = openSync(fresh, 'wx', 0o600);
  try {
    writeAll(opened, bytes);
    fsyncSync(opened);
    keepOwner(fresh, target);
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  } finally {
    closeSync(opened);
  }
}

// /dev/null or /dev/stdout is written to: a file in its place would be everybody's
function isDevice(file: string): boolean {
  const before = statSync(file, { throwIfNoEntry: false });
  return before !== undefined && !before.isFile() && !before.isDirectory();
}

function writeAll(opened: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(opened, bytes, at);
}

function keepOwner(fresh: string, target: string): void {
  const before = statSync(target, { throwIfNoEntry: false });
  if (before && process.getuid?.() === 0) chownSync(fresh, before.uid, before.gid);
}
