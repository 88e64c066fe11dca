import type { placeInImages } from './place-in-images.js';
import type { RunOptions, RunReport } from './run/options.js';
import { runPlaybooks } from './run/run.js';
import { Secrets } from './run/secrets.js';
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
  const secrets = Secrets.from(options.secrets);
  const place =
    options.place ?? (options.phase === 'production' ? await inImages({ ...options, secrets }) : undefined);
  return runPlaybooks({ ...withModules(options), secrets, ...(place ? { place } : {}) });
}

// most runs have nothing to do with images
const inImages: typeof placeInImages = async (options) =>
  (await import('./place-in-images.js')).placeInImages(options);
