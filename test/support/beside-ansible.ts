import { spawnSync } from 'node:child_process';
import path from 'node:path';

const main = path.resolve(import.meta.dirname, '../../lib/cli/main.ts');

export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

export interface Where {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** What `tsplay` answers to a command line. */
export const askTsplay = (argv: readonly string[], where: Where): Answer =>
  ask(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...argv], where);

/** What a command of the real Ansible answers. */
export const askAnsible = (tool: string, argv: readonly string[], where: Where): Answer =>
  ask(tool, argv, where);

export const hasAnsible = (): boolean => spawnSync('ansible', ['--version']).status === 0;

function ask(command: string, argv: readonly string[], { cwd, env, input }: Where): Answer {
  const done = spawnSync(command, argv, {
    cwd,
    encoding: 'utf8',
    input: input ?? '',
    env: { ...process.env, ANSIBLE_NOCOLOR: '1', ANSIBLE_LOCALHOST_WARNING: 'false', ...env },
  });
  return { stdout: done.stdout, stderr: done.stderr, code: done.status };
}
