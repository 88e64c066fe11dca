import { Writable } from 'node:stream';
import { runCommandLine } from '../../lib/cli/command-line.js';
import type { Answer, Where } from './beside-ansible.js';

/** What `tsplay` answers to a command line, in this process: starting another one takes most of a second. */
export async function answerOf(argv: readonly string[], { cwd, env }: Omit<Where, 'input'>): Promise<Answer> {
  const home = process.cwd();
  const before = { ...process.env };
  const [stdout, stderr] = [[] as string[], [] as string[]];
  process.chdir(cwd);
  Object.assign(process.env, { ANSIBLE_NOCOLOR: '1', ANSIBLE_LOCALHOST_WARNING: 'false', ...env });
  try {
    const code = await runCommandLine(argv, '0.0.0', { stdout: sink(stdout), stderr: sink(stderr) });
    return { stdout: stdout.join(''), stderr: stderr.join(''), code };
  } finally {
    process.chdir(home);
    process.env = before;
  }
}

const sink = (said: string[]): NodeJS.WriteStream =>
  new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      said.push(text);
      done();
    },
  }) as unknown as NodeJS.WriteStream;
