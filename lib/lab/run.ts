import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly input?: string;
  /** Answer with the exit code's output whatever the code is. */
  readonly anyExit?: boolean;
}

/** Runs a command to its end and returns its standard output; throws with its error text when it fails. */
export function run(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const [command = '', ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
      ...(options.signal ? { signal: options.signal } : {}),
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 || options.anyExit) resolve(Buffer.concat(out).toString());
      else
        reject(
          new Error(`${argv.join(' ')}: exit ${String(code)}\n${lastLines(Buffer.concat(err).toString())}`),
        );
    });
    // a command that never reads its input (EPIPE) is not a failure of ours
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

const lastLines = (text: string): string => text.trimEnd().split('\n').slice(-15).join('\n');
