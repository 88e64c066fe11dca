import { execFileSync } from 'node:child_process';

/** How a script of {@link runInNode} ended. */
export interface ScriptEnd {
  readonly ok: boolean;
  /** What it printed, also when it failed. */
  readonly output: string;
}

const GIVEN = "const given = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));";

/**
 * Runs JavaScript in a Node of its own and waits: templates cannot wait for the network, another process can.
 *
 * @param given what the script finds in its `given`: never part of its text, and in no list of processes
 * @param env variables it gets besides our own
 */
export function runInNode(
  script: string,
  given: readonly string[],
  { seconds, env = {} }: { readonly seconds: number; readonly env?: NodeJS.ProcessEnv },
): ScriptEnd {
  try {
    const output = execFileSync(process.execPath, ['-e', `${GIVEN}\n${script}`], {
      input: JSON.stringify(given),
      encoding: 'utf8',
      timeout: seconds * 1000,
      stdio: ['pipe', 'pipe', 'ignore'],
      maxBuffer: 1 << 28,
      env: { ...process.env, ...env },
    });
    return { ok: true, output };
  } catch (error) {
    const { stdout, code } = error as { stdout?: string; code?: string };
    return { ok: false, output: code === 'ETIMEDOUT' ? '<urlopen error timed out>' : (stdout ?? '') };
  }
}
