import { execFile } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { basename, extname, resolve as resolvePath } from 'node:path';
import { TsplayError } from '../core/problem.js';
import type { VaultSecret } from './secret.js';

/** Asks a person for the password of a vault id. */
export type AskPassword = (id: string) => Promise<string>;

/**
 * The passwords named on a command line: `file`, `id@file`, `id@prompt`, `prompt`. An executable file is run
 * and prints the password; one named `…-client` is told the id with `--vault-id`. Files that cannot be read or are empty
 * are only warned of when another source has a password.
 *
 * @throws TsplayError when no source has one, or nothing is typed
 */
export async function loadVaultSecrets(
  sources: readonly string[],
  ask: AskPassword,
  warn: (text: string) => void = () => {},
): Promise<VaultSecret[]> {
  const secrets: VaultSecret[] = [];
  const failures = new Map<string, TsplayError>();
  for (const source of sources) {
    try {
      secrets.push(await loadSecret(source, ask));
    } catch (error) {
      if (!(error instanceof TsplayError) || splitVaultId(source).from.startsWith('prompt')) throw error;
      failures.set(source, error);
    }
  }
  const last = [...failures.values()].at(-1);
  if (last && secrets.length === 0) throw last;
  for (const [source, error] of failures) warn(warningOf(source, error));
  return secrets;
}

function warningOf(source: string, { problems, message }: TsplayError): string {
  const isMissing = problems[0]?.code === 'vault-password-file';
  const what = isMissing ? 'getting vault password file' : 'in vault password file loading';
  return `Error ${what} (${splitVaultId(source).id}): ${message}`;
}

async function loadSecret(source: string, ask: AskPassword): Promise<VaultSecret> {
  const { id, from } = splitVaultId(source);
  const password = from.startsWith('prompt') ? await ask(id) : await readPassword(from, id);
  if (password.length === 0)
    throw new TsplayError({
      code: 'vault-empty-password',
      message: `the vault password from '${source}' is empty`,
    });
  return { id, password };
}

/** `prod@file` → prod and file; without `@` the id is `default`. */
function splitVaultId(source: string): { id: string; from: string } {
  const split = source.indexOf('@');
  return split === -1
    ? { id: 'default', from: source }
    : { id: source.slice(0, split) || 'default', from: source.slice(split + 1) };
}

/** A password from a file, or from what the file prints when it is a program. */
export async function readPassword(path: string, id: string): Promise<string | Uint8Array> {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (!kind)
    throw new TsplayError({
      code: 'vault-password-file',
      message: `there is no vault password file ${path}`,
    });
  if (kind.isDirectory())
    throw new TsplayError({
      code: 'vault-password-file',
      message: `the vault password file ${path} is a directory`,
    });
  return isExecutable(path, kind.mode) ? runScript(path, id) : readText(path);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    const message = `the vault password file ${path} cannot be read: ${(cause as Error).message}`;
    throw new TsplayError({ code: 'vault-password', message });
  }
}

function isExecutable(path: string, mode: number): boolean {
  if ((mode & 0o111) === 0) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function runScript(path: string, id: string): Promise<string> {
  const isClient = basename(path, extname(path)).endsWith('-client');
  const args = isClient ? ['--vault-id', id] : [];
  return new Promise((resolve, reject) => {
    execFile(resolvePath(path), args, (error, stdout, stderr) => {
      if (!error) return resolve(stdout.replace(/^[\r\n]+|[\r\n]+$/g, ''));
      const message = `the vault password script ${path} failed: ${stderr.trim() || error.message}`;
      reject(new TsplayError({ code: 'vault-password', message }));
    });
  });
}
