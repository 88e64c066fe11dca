import { setTimeout as sleep } from 'node:timers/promises';

import type { Dict, Value } from '../core/value.js';
import type { Call, Reply } from '../remote/call.js';

import { asyncDirectory } from './async-directory.js';
import { AsyncJob } from './async-job.js';
import { signalOf } from './flow.js';
import { targetOf, type TaskSettings } from './module-context.js';
import type { TaskAtHost } from './run-at-host.js';

/** Carries a script to the host: at once, or as a job. */
export type CallAtHost = (call: Call) => Promise<Reply>;

export interface AsyncTask {
  readonly at: TaskAtHost;
  readonly settings: TaskSettings;
  /** The module, with its scripts carried by `call`. */
  readonly run: (call: CallAtHost) => Promise<Dict>;
}

/** A job with what its module makes of its reply. */
export interface RunningJob {
  readonly job: AsyncJob;
  readonly result: Promise<Dict>;
}

/** `async:`: the script runs by itself at the host; with `poll: 0` nobody waits for it. */
export async function runAsync({ at, settings, run }: AsyncTask): Promise<Dict> {
  if (settings.check) return failed('check mode and async cannot be used on same task.');
  const { run: shared } = at.flow.playRun;
  const session = await shared.connections.session(targetOf(at, settings));
  const directory = asyncDirectory(
    (name) => at.templar.variable(name),
    settings.environment,
    shared.settings.config,
  );
  const job = new AsyncJob(session, directory);
  // where the run polls, it ends the job before the host does
  const limit = Math.ceil(settings.asyncSeconds + 2 * settings.pollSeconds);
  const running = await start(job, limit, run);
  if (!('job' in running)) return running.ended;
  if (settings.pollSeconds > 0) return wait(at, settings, running);
  shared.jobs.set(job.id, running);
  return new Map<Value, Value>([
    ['failed', 0],
    ['started', 1],
    ['finished', 0],
    ['ansible_job_id', job.id],
    ['results_file', job.resultsFile],
    ['changed', true],
  ]);
}

/** Waits until the script is on its way, or the module has ended without any. */
async function start(
  job: AsyncJob,
  seconds: number,
  run: AsyncTask['run'],
): Promise<RunningJob | { readonly ended: Dict }> {
  let launched!: () => void;
  const isLaunched = new Promise<undefined>((resolve) => (launched = (): void => resolve(undefined)));
  const result = run(async (call) => {
    const { reply } = await job.launch(call, seconds);
    launched();
    return reply;
  });
  const ended = await Promise.race([result, isLaunched]);
  return ended ? { ended } : { job, result };
}

async function wait(at: TaskAtHost, settings: TaskSettings, { job, result }: RunningJob): Promise<Dict> {
  const signal = signalOf(at.flow);
  const deadline = Date.now() + settings.asyncSeconds * 1000;
  for (;;) {
    await sleep(settings.pollSeconds * 1000, undefined, { signal }).catch(() => undefined);
    const isOver = await job.look();
    if (isOver) break;
    tell(at, job, 'running');
    if (signal.aborted || Date.now() > deadline) {
      await job.kill();
      tell(at, job, 'failed');
      return failed(`async task did not complete within the requested time - ${settings.asyncSeconds}s`);
    }
  }
  const ended = await result;
  tell(at, job, ended.get('failed') === true ? 'failed' : 'finished');
  await job.cleanup();
  return ended
    .set('started', 1)
    .set('finished', 1)
    .set('ansible_job_id', job.id)
    .set('results_file', job.resultsFile);
}

function tell(
  { flow, named, host }: TaskAtHost,
  { id }: AsyncJob,
  status: 'running' | 'finished' | 'failed',
): void {
  flow.playRun.run.bus.emit({ type: 'async-poll', task: named.ref, host: host.name, jobId: id, status });
}

const failed = (msg: string): Dict =>
  new Map<Value, Value>([
    ['failed', true],
    ['msg', msg],
  ]);
