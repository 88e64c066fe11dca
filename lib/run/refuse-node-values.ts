import type { SourcePos } from '../core/position.js';
import { TsplayError } from '../core/problem.js';
import type { Dict, Value } from '../core/value.js';
import type { Module, TemplateFile } from '../module/index.js';
import { plainName } from '../playbook/index.js';
import { pythonText } from '../schema/index.js';
import { renderTemplateFile } from '../template/index.js';

import { checkWhen, holds } from './check-when.js';
import { environmentOf } from './environment-of.js';
import { ifKnown } from './if-known.js';
import { readKeywords } from './keyword-value.js';
import { loopValues } from './loop-items.js';
import { otherNodes, type OtherNode } from './other-nodes.js';
import { nodeValueMessage } from './phase.js';
import { renderArgs } from './render-args.js';
import type { TaskAtHost } from './run-at-host.js';

/** Modules that leave nothing behind, in the image or in variables. */
const harmless = new Set(['assert', 'debug', 'fail', 'pause', 'ping', 'set_stats', 'setup', 'gather_facts']);

const isHarmless = ({ task }: TaskAtHost): boolean =>
  typeof task.action.module === 'string' && harmless.has(plainName(task.action.module));

/**
 * In an image, arguments must be the same for every node that boots it; one that cannot be told is a difference too. What
 * set_fact sets may differ.
 */
export function refuseNodeValues(at: TaskAtHost, module: Module, args: Dict): void {
  if (harmless.has(module.name) || module.name === 'set_fact') return;
  for (const node of otherNodes(at)) {
    const theirs = ifKnown(() =>
      renderArgs({ ...at, templar: node.templar }, node.templar, module.name, module.expressions),
    );
    if (theirs) refuseArgument(at, args, theirs, node);
    else throw nodeValue(at, 'an argument', node);
  }
}

/** Arguments of an include: which file it is. */
export function refuseNodeInclude(at: TaskAtHost, args: Dict): void {
  for (const node of otherNodes(at)) {
    const theirs = ifKnown(() => renderArgs(at, node.templar, ''));
    if (theirs) refuseArgument(at, args, theirs, node);
    else throw nodeValue(at, 'an argument', node);
  }
}

function refuseArgument(at: TaskAtHost, mine: Dict, theirs: Dict, node: OtherNode): void {
  const option = differing(mine, theirs);
  if (option === undefined) return;
  const what = option === '_raw_params' ? 'the text of the task' : `'${pythonText(option)}'`;
  throw nodeValue(at, what, node, at.task.action.argsAt.get(option));
}

/** The same for what a template file becomes. */
export async function refuseNodeTemplate(at: TaskAtHost, file: TemplateFile, text: string): Promise<void> {
  for (const node of otherNodes(at)) {
    if ((await renderTemplateFile(node.templar, file)) !== text)
      throw nodeValue(at, `the text of ${file.path}`, node);
  }
}

/** The same for whether a task runs at all. */
export function refuseNodeCondition(at: TaskAtHost, skipped: boolean): void {
  if (isHarmless(at)) return;
  for (const node of otherNodes(at)) {
    const theirs = ifKnown(() => checkWhen(at.plan, node.templar) !== undefined);
    if (theirs === skipped) continue;
    const differs = at.plan.when.find(
      ({ value, valueAt }) =>
        !Array.isArray(value) &&
        ifKnown(() => holds(at.templar, value, valueAt)) !==
          ifKnown(() => holds(node.templar, value, valueAt)),
    );
    throw nodeValue(at, "'when'", node, (differs ?? at.plan.when.at(-1))?.valueAt);
  }
}

/** The same for the items of a loop. */
export function refuseNodeLoop(at: TaskAtHost, items: readonly Value[]): void {
  if (isHarmless(at)) return;
  for (const node of otherNodes(at)) {
    const theirs = ifKnown(() => loopValues({ ...at, templar: node.templar }));
    if (!theirs || textOf(theirs) !== textOf(items)) throw nodeValue(at, "'loop'", node, at.task.loop?.at);
  }
}

/** The same for keywords that decide as whom and with what a command runs. */
export function refuseNodeKeywords(at: TaskAtHost): void {
  if (isHarmless(at)) return;
  for (const node of otherNodes(at)) {
    const mine = textOf(Object.entries(environmentOf(at)));
    const theirs = ifKnown(() => textOf(Object.entries(environmentOf({ ...at, templar: node.templar }))));
    if (mine !== theirs) throw nodeValue(at, "'environment'", node, keywordAt(at, 'environment'));
    for (const name of ['become', 'become_user']) {
      const of = (templar: OtherNode['templar']): string =>
        textOf(ifKnown(() => readKeywords(at.plan, templar).value(name)));
      if (of(at.templar) !== of(node.templar)) throw nodeValue(at, `'${name}'`, node, keywordAt(at, name));
    }
  }
}

const keywordAt = ({ plan }: TaskAtHost, name: string): SourcePos | undefined =>
  plan.written(name)[0]?.valueAt;

function nodeValue(
  { task, host }: TaskAtHost,
  what: string,
  other: OtherNode,
  where?: SourcePos,
): TsplayError {
  const at = where ?? task.at;
  const message = nodeValueMessage({ at, option: what, hosts: [host.name, other.name] });
  return new TsplayError({
    code: 'node-value',
    message,
    at,
    hint: 'let it be made at boot, or put it into the layer of the node',
  });
}

function differing(mine: Dict, theirs: Dict): Value | undefined {
  for (const name of new Set([...mine.keys(), ...theirs.keys()]))
    if (textOf(theirs.get(name)) !== textOf(mine.get(name))) return name;
  return undefined;
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    one instanceof Map ? [...one.entries()] : typeof one === 'bigint' ? String(one) : one,
  ) ?? '';
