import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { encrypt } from '../../lib/vault/index.js';
import { packageRoot } from '../../lib/package-root.js';
import { runCommandLine } from '../../lib/cli/command-line.js';
import { collectingStream } from '../support/collecting-stream.js';

/** One mistake of a person's and every line that tsplay then prints (stdout and stderr, `DIR` for the folder). */
export interface Mistake {
  readonly name: string;
  /** The text of site.yml; `files` may say more. */
  readonly site?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Default: `run site.yml -i hosts`. */
  readonly argv?: string;
  readonly exit: number;
  readonly text: string;
}

const defaultFiles = { hosts: 'h1 ansible_connection=local\n' };

/** What tsplay prints and answers for a mistake, in a fresh folder. */
export async function tell(mistake: Mistake): Promise<{ exit: number; text: string }> {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), 'tsplay-mistake-')));
  const home = process.cwd();
  try {
    place(dir, {
      ...defaultFiles,
      ...mistake.files,
      ...(mistake.site === undefined ? {} : { 'site.yml': mistake.site }),
    });
    process.chdir(dir);
    const argv = (mistake.argv ?? 'run site.yml -i hosts').split(' ');
    const printed: string[] = [];
    const stream = collectingStream(printed);
    const exit = await runCommandLine(argv, '0.0.0', { stdout: stream, stderr: stream });
    return { exit, text: anywhere(printed.join(''), dir) };
  } finally {
    process.chdir(home);
    rmSync(dir, { recursive: true, force: true });
  }
}

function place(dir: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), withVault(text));
    if (text.startsWith('#!')) chmodSync(path.join(dir, name), 0o755);
  }
}

/** `@VAULT@` is a text encrypted with a password that nobody knows. */
function withVault(text: string): string {
  return text.replace(/^( *)@VAULT@/m, (_, indent: string) =>
    encrypt('a: 1\n', { id: 'default', password: randomBytes(12).toString('hex') })
      .split('\n')
      .map((line) => indent + line)
      .join('\n'),
  );
}

/** Folder and times are not part of what is compared. */
const anywhere = (text: string, dir: string): string =>
  text
    .replaceAll(dir, 'DIR')
    .replaceAll(packageRoot, 'PACKAGE')
    .replaceAll(homedir(), 'HOME')
    .replace(/ {2}\d+(\.\d+)?s$/gm, '')
    .replace(/^took .*?( {2}exit \d+)?$/gm, 'took$1')
    .replace(/[ \t]+$/gm, '')
    .trim();
