import type { Config } from '../config/index.js';
import { defineModule, failure, makeResult, type Module } from '../module/index.js';
import type { Value } from '../core/value.js';
import { choice, text } from '../schema/index.js';

import { asyncDirectory } from './async-directory.js';
import type { RunningJob } from './run-async.js';

/** `async_status`: belongs to the engine, since only the run knows what module a job's reply is for. */
export function makeAsyncStatus(jobs: Map<string, RunningJob>, config: () => Config): Module {
  return defineModule({
    name: 'async_status',
    summary: 'Asks a job started with async how far it is',
    examples: `
- command: sleep 1
  async: 60
  poll: 0
  register: sleeper
- async_status:
    jid: "{{ sleeper.ansible_job_id }}"
  register: job
  until: job.finished
  retries: 20
  delay: 1`,
    args: {
      jid: text({ doc: 'The job, as `ansible_job_id` tells it', required: true }),
      mode: choice(['status', 'cleanup'], {
        doc: 'cleanup removes what the job left behind',
        fallback: 'status',
      }),
    },
    returns: {},
    async run({ jid, mode }, ctx) {
      const running = jobs.get(jid);
      if (!running || running.job.directory !== asyncDirectory(ctx.variable, ctx.environment, config()))
        return failure('could not find job', {
          ansible_job_id: jid,
          started: 1,
          finished: 1,
          ...nothingSaid,
        });
      const known = { ansible_job_id: jid, results_file: running.job.resultsFile, started: 1 };
      if (mode === 'cleanup') {
        await running.job.cleanup();
        jobs.delete(jid);
        return makeResult({ ansible_job_id: jid, erased: known.results_file, changed: false });
      }
      if (!(await running.job.look())) return makeResult({ ...known, finished: 0, changed: false });
      const result = makeResult(Object.fromEntries(await running.result) as Record<string, Value>);
      for (const [key, value] of Object.entries({ ...known, finished: 1 })) result.set(key, value);
      return result;
    },
  });
}

const nothingSaid = { stdout: '', stdout_lines: [], stderr: '', stderr_lines: [] };
