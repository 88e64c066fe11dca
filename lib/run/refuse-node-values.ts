import { TsplayError } from '../core/problem.js';
import type { Dict, Value } from '../core/value.js';
import type { Module, TemplateFile } from '../module/index.js';
import { renderTemplateFile, type Templar } from '../template/index.js';
import { pythonText } from '../schema/index.js';

import { nodeValueMessage } from './phase.js';
import { renderArgs } from './render-args.js';
import type { TaskAtHost } from './run-at-host.js';
import { templarFor } from './templar-for.js';

/** Modules that change nothing but the run itself. */
const harmless = new Set([
  'add_host',
  'assert',
  'debug',
  'fail',
  'group_by',
  'include_vars',
  'pause',
  'set_fact',
  'set_stats',
  'setup',
  'gather_facts',
]);

/** In an image, arguments must be the same for every node that boots it. */
export function refuseNodeValues(at: TaskAtHost, module: Module, args: Dict): void {
  if (harmless.has(module.name)) return;
  for (const [host, templar] of otherNodes(at)) {
    const option = differing(args, renderArgs({ ...at, templar }, templar, module.name));
    if (option !== undefined) throw nodeValue(at, `'${pythonText(option)}'`, host, option);
  }
}

/** The same for what a template file becomes. */
export async function refuseNodeTemplate(at: TaskAtHost, file: TemplateFile, text: string): Promise<void> {
  for (const [host, templar] of otherNodes(at)) {
    if ((await renderTemplateFile(templar, file)) !== text)
      throw nodeValue(at, `the text of ${file.path}`, host);
  }
}

/** The nodes that this host stands for, each with its own scope. */
function otherNodes(at: TaskAtHost): readonly (readonly [host: string, templar: Templar])[] {
  const { playRun } = at.flow;
  const { run } = playRun;
  const others = playRun.standsFor.get(at.host.name)?.slice(1) ?? [];
  return others.map((host) => [
    host,
    templarFor({ run, host: run.hostState(host), playRun, task: at.task }).with(at.loopVars),
  ]);
}

function nodeValue({ task, host }: TaskAtHost, what: string, other: string, option?: Value): TsplayError {
  const at = (option === undefined ? undefined : task.action.argsAt.get(option)) ?? task.at;
  const message = nodeValueMessage({ at, option: what, hosts: [host.name, other] });
  return new TsplayError({
    code: 'node-value',
    message,
    at,
    hint: 'let it be made at boot, or put it into the layer of the node',
  });
}

function differing(mine: Dict, theirs: Dict): Value | undefined {
  for (const name of new Set([...mine.keys(), ...theirs.keys()]))
    if (text(theirs.get(name)) !== text(mine.get(name))) return name;
  return undefined;
}

const text = (value: Value | undefined): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    one instanceof Map ? [...one.entries()] : typeof one === 'bigint' ? String(one) : one,
  ) ?? '';
