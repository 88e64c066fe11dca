import type { RunOptions, RunReport } from './run/options.js';
import { runPlaybooks } from './run/run.js';
import { withModules } from './with-modules.js';

/**
 * Runs playbooks and tells everything as events.
 *
 * Never throws for what users or hosts do wrong: mistakes in files are `problem` events and exit code 1, what
 * fails on a host is a result. Abort `signal` to stop gently (remote commands are stopped, `always` sections
 * run), then `stopNow` to stop at once.
 *
 * @example
 * const report = await run({ playbooks: ['site.yml'], inventory: 'hosts.ini', onEvent: console.log });
 * process.exitCode = report.exitCode; // 0 done, 1 bad input, 2 failed, 4 unreachable, 6 both, 130 stopped
 */
export async function run(options: RunOptions): Promise<RunReport> {
  const place = options.place ?? (options.phase === 'production' ? await inImages(options) : undefined);
  return runPlaybooks({ ...withModules(options), ...(place ? { place } : {}) });
}

// most runs have nothing to do with images
const inImages = async (options: RunOptions): Promise<RunOptions['place']> =>
  (await import('./place-in-images.js')).placeInImages(options);
