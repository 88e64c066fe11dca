import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { TsplayError } from '../../core/problem.js';

export interface CheckOut {
  readonly url: string;
  readonly dest: string;
  /** A branch, tag or commit; the repository's own choice unless told. */
  readonly revision: string | undefined;
  readonly full: boolean;
  /** Throw away what was changed in the working copy. */
  readonly clean: boolean;
  readonly verify: boolean;
  readonly submodules: boolean;
  readonly acceptHostKey: boolean;
  readonly keyFile: string | undefined;
}

export interface CheckedOut {
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * Brings a working copy to what the repository has, with the git of this machine.
 * @throws TsplayError with git's own words
 */
export function checkOut(wanted: CheckOut): CheckedOut {
  const git = gitIn(wanted);
  const isNew = !existsSync(`${wanted.dest}/.git`);
  const depth = wanted.full ? [] : ['--depth', '1'];
  const before = isNew ? undefined : git(['rev-parse', 'HEAD']);
  if (isNew) runGit(['init', '-q', wanted.dest], environment(wanted));
  if (!isNew && !wanted.clean && git(['status', '--porcelain', '--untracked-files=no']) !== '')
    throw failed(`Local modifications exist in the destination: ${wanted.dest} (force=no).`);
  git(['fetch', '-q', ...depth, '--tags', '--force', wanted.url, wanted.revision ?? 'HEAD']);
  const after = git(['rev-parse', 'FETCH_HEAD^{commit}']);
  if (wanted.verify) git(['verify-commit', after]);
  git(['checkout', '-q', '--detach', ...(wanted.clean ? ['--force'] : []), after]);
  if (wanted.clean) git(['clean', '-q', '-f', '-d']);
  git(['submodule', 'update', '-q', '--init', '--recursive', ...(wanted.submodules ? ['--remote'] : [])]);
  return { before, after };
}

function gitIn(wanted: CheckOut): (argv: readonly string[]) => string {
  const env = environment(wanted);
  return (argv) => runGit(['-C', wanted.dest, ...argv], env);
}

function environment({ acceptHostKey, keyFile }: CheckOut): NodeJS.ProcessEnv {
  const options = [
    ...(acceptHostKey ? ['-o StrictHostKeyChecking=accept-new'] : []),
    ...(keyFile === undefined ? [] : [`-i '${keyFile.replaceAll("'", `'\\''`)}' -o IdentitiesOnly=yes`]),
  ];
  return {
    ...process.env,
    GIT_TERMINAL_PROMPT: '0',
    ...(options.length > 0 && { GIT_SSH_COMMAND: ['ssh', ...options].join(' ') }),
  };
}

function runGit(argv: readonly string[], env: NodeJS.ProcessEnv): string {
  const done = spawnSync('git', argv, { env, encoding: 'utf8' });
  if (done.error) throw failed(`git could not be run: ${done.error.message}`);
  if (done.status !== 0)
    throw failed(done.stderr.trim() || `git ${argv.join(' ')} ended with ${done.status}`);
  return done.stdout.trim();
}

const failed = (message: string): TsplayError => new TsplayError({ code: 'pull-failed', message });
