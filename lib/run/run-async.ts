import type { Dict, Value } from '../core/value.js';
import type { Module } from '../module/index.js';

import type { TaskSettings } from './module-context.js';
import type { TaskAtHost } from './run-at-host.js';

export interface AsyncTask {
  readonly at: TaskAtHost;
  readonly settings: TaskSettings;
  readonly module: Module;
  readonly args: Dict;
  readonly run: (signal: AbortSignal) => Promise<Dict>;
}

/** `async:`; a check cannot be combined with it, as in Ansible. */
export async function runAsync({ at, settings, run }: AsyncTask): Promise<Dict> {
  if (settings.check) {
    return new Map<Value, Value>([
      ['failed', true],
      ['msg', 'check mode and async cannot be used on same task.'],
    ]);
  }
  return run(at.flow.playRun.run.stop.signal);
}
