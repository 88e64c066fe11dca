import { dataOf, failureOf, scriptBeside, type ModuleContext } from '../../lib/module/index.js';
import { TsplayError } from '../../lib/core/problem.js';
import type { RsyncSaid } from './run-rsync.js';

const script = scriptBeside(import.meta.url, 'rsync.sh', 'collect');

/** Runs rsync at the host of the task (the one it is delegated to): first dry, then, unless it is a check, for good. */
export async function rsyncAtHost(argv: readonly string[], ctx: ModuleContext): Promise<RsyncSaid> {
  const reply = await ctx.call(script.text(), { argv: [...argv] });
  const failed = failureOf(reply);
  if (failed !== undefined) throw new TsplayError({ code: 'no-rsync', message: failed });
  const said = (key: string): string => dataOf(reply, key) ?? '';
  return { argv, rc: Number(said('rc')), stdout: said('stdout'), stderr: said('stderr') };
}
