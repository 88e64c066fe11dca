import { TsplayError } from '../core/problem.js';
import type { Dict, Value } from '../core/value.js';
import type { Module } from '../module/index.js';

import { nodeValueMessage } from './phase.js';
import { renderArgs } from './render-args.js';
import type { TaskAtHost } from './run-at-host.js';
import { templarFor } from './templar-for.js';

/** Modules that change nothing but the run itself. */
const harmless = new Set(['add_host', 'assert', 'debug', 'fail', 'group_by', 'include_vars', 'pause', 'set_fact', 'set_stats', 'setup', 'gather_facts']);

/** In an image, arguments must be the same for every node that boots it. */
export function refuseNodeValues(at: TaskAtHost, module: Module, args: Dict): void {
  if (harmless.has(module.name)) return;
  const others = at.flow.playRun.standsFor.get(at.host.name)?.slice(1) ?? [];
  const { run } = at.flow.playRun;
  for (const other of others) {
    const templar = templarFor({ run, host: run.hostState(other), playRun: at.flow.playRun, task: at.task });
    const theirs = renderArgs({ ...at, templar }, templar, module.name);
    const option = differing(args, theirs);
    if (option === undefined) continue;
    const message = nodeValueMessage({ at: at.task.at, option, hosts: [at.host.name, other] });
    const hint = 'render it at boot, or put it into a per-node layer';
    throw new TsplayError({ code: 'node-value', message, at: at.task.action.argsAt.get(option) ?? at.task.at, hint });
  }
}

function differing(mine: Dict, theirs: Dict): string | undefined {
  for (const [name, value] of theirs) if (text(value) !== text(mine.get(name))) return String(name);
  return undefined;
}

const text = (value: Value | undefined): string =>
  JSON.stringify(value, (_key, one: unknown) => (one instanceof Map ? [...one.entries()] : typeof one === 'bigint' ? String(one) : one)) ?? '';
