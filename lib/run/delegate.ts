import type { Dict, Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';
import { lazyDict, OMIT, type Templar, type Variables } from '../template/index.js';

import type { HostState } from './host.js';
import type { KeywordReader } from './keyword-value.js';
import type { TaskAtHost } from './run-at-host.js';
import { templarFor } from './templar-for.js';

/** The host a task is delegated to. */
export interface Delegate {
  readonly name: string;
  readonly state: HostState;
  /** The task's own scope, with `ansible_delegated_vars`. */
  readonly templar: Templar;
  /** The scope of the other host, for how to reach it. */
  readonly connectionTemplar: Templar;
}

/** Variables stay those of the task's host; only the way to the host is the delegate's. */
export function delegated(at: TaskAtHost, keywords: KeywordReader): Delegate | undefined {
  const name = keywords.text('delegate_to');
  if (name === undefined || name === '' || name === OMIT) return undefined;
  const { playRun } = at.flow;
  const state = playRun.run.hostState(name);
  const connectionTemplar = templarFor({ run: playRun.run, host: state, playRun, task: at.task });
  const vars: Dict = new Map<Value, Value>([
    [
      'ansible_delegated_vars',
      new Map([[name, scopeDict(connectionTemplar.variables, at.templar.variables)]]),
    ],
  ]);
  for (const one of ['ansible_host', 'ansible_ssh_host'])
    if (!at.templar.variables.has(one)) vars.set(one, connectionTemplar.variable(one) ?? name);
  return { name, state, templar: at.templar.with(vars), connectionTemplar };
}

// what the other host has, but for the name of the task's host
function scopeDict(theirs: Variables, own: Variables): Dict {
  return lazyDict({
    has: (name) => theirs.has(pythonText(name)),
    get: (name) => (name === 'inventory_hostname' ? own : theirs).get(pythonText(name)),
    keys: () => theirs.names(),
  });
}
