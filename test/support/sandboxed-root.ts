import { rmSync } from 'node:fs';
import type { Value } from '../../lib/core/value.js';
import { dataOf, type Result } from '../../lib/module/index.js';
import type { Session } from '../../lib/remote/session.js';
import {
  moduleContext,
  runTask,
  sandboxSession,
  scratchDirectory,
  type ShellName,
} from './module-context.js';

/** A directory and a shell in a sandbox, new for each test of a suite. */
export interface SandboxedRoot {
  readonly root: string;
  readonly run: (module: string, args: Record<string, Value>) => Promise<Result>;
  /** Runs a script in the directory and tells what it prints. */
  readonly sh: (script: string) => Promise<string | undefined>;
}

/** Makes one before each test of the suite that calls it, with what the scripts make there, and removes it after. */
export function sandboxedRoot(shell: ShellName, name: string, scripts: readonly string[]): SandboxedRoot {
  let session: Session;
  let root: string;
  const sh = async (script: string): Promise<string | undefined> => {
    const call = { script: `cd "$root"; set +f; data said "$(${script})"`, params: { root } };
    return dataOf(await session.call({ ...call, mode: 'apply' }), 'said');
  };
  beforeEach(async () => {
    root = scratchDirectory(name);
    session = await sandboxSession(shell, root);
    for (const script of scripts) await sh(script);
  });
  afterEach(async () => {
    await session.close();
    rmSync(root, { recursive: true, force: true });
  });
  return {
    sh,
    run: (module, args) => runTask(module, args, moduleContext({ session })),
    get root() {
      return root;
    },
  };
}
