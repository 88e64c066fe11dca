import type { SourcePos } from '../core/position.js';
import { didYouMean } from '../core/suggest.js';
import { TemplateString, trustText, type Dict, type Value } from '../core/value.js';
import { toValue, type YamlEntry, type YamlNode, type YamlScalar } from '../yaml/index.js';
import { pythonText } from '../schema/index.js';
import { parseKeyValue, splitWords } from './key-value.js';
import { plainName } from './engine-actions.js';
import { keywordNames } from './keywords.js';
import type { ProblemList } from './problem-list.js';
import type { Action, LoaderOptions } from './types.js';

export interface ActionSource {
  readonly module: string | Value;
  readonly at: SourcePos;
  readonly node: YamlNode;
}

/** Which key of a task is the module; `others` are the keys that are no keyword. */
export function findAction(
  others: readonly YamlEntry[],
  taskAt: SourcePos,
  options: LoaderOptions,
  problems: ProblemList,
): ActionSource | undefined {
  const known = others.filter((entry) => typeof entry.key === 'string' && options.isModule(entry.key));
  if (known.length > 1) {
    const names = known.map((entry) => pythonText(entry.key)).join(', ');
    problems.add(
      'conflicting-actions',
      `conflicting action statements: ${names}`,
      known[1]!.keyAt,
      'one task runs one module',
    );
    return undefined;
  }
  const chosen = known[0];
  for (const entry of others) if (entry !== chosen) reportUnknown(entry, chosen, options, problems);
  if (!chosen && others.length === 0) {
    problems.add(
      'no-action',
      'no module/action detected in task',
      taskAt,
      'a task is a module and its arguments: `copy: {src: a, dest: b}`',
    );
  }
  return chosen && { module: pythonText(chosen.key), at: chosen.keyAt, node: chosen.value };
}

function reportUnknown(
  entry: YamlEntry,
  chosen: YamlEntry | undefined,
  options: LoaderOptions,
  problems: ProblemList,
): void {
  const name = pythonText(entry.key);
  if (chosen) {
    const loops = [...options.lookupNames()].map((lookup) => `with_${lookup}`);
    const hint = didYouMean(name, [...keywordNames('task'), ...loops]);
    problems.add('unknown-keyword', `'${name}' is not a valid attribute for a Task`, entry.keyAt, hint);
  } else {
    const hint =
      name === 'hosts'
        ? 'this is a play: a file of tasks holds tasks only, a play is imported by import_playbook'
        : didYouMean(plainName(name), [...options.moduleNames(), ...keywordNames('task')]);
    problems.add('unknown-module', `no module or keyword is called '${name}'`, entry.keyAt, hint);
  }
}

/** `action: copy src=a dest=b`, `action: {module: copy, src: a}`: the module inside the value. */
export function unwrapAction(
  node: YamlNode,
  at: SourcePos,
  options: LoaderOptions,
  problems: ProblemList,
): ActionSource | undefined {
  if (node.kind === 'map') {
    const module = node.entries.find((entry) => entry.key === 'module');
    const name = module?.value.kind === 'scalar' ? pythonText(module.value.value).trim() : '';
    const rest = { ...node, entries: node.entries.filter((entry) => entry !== module) };
    const [first] = wordsOf(name);
    const behind = first ? name.slice(first.end).trim() : '';
    if (first && behind !== '')
      return checkModule(
        first.text,
        at,
        { ...(module!.value as YamlScalar), value: behind },
        options,
        problems,
      );
    if (first) return checkModule(first.text, at, rest, options, problems);
  } else if (node.kind === 'scalar' && typeof node.value === 'string') {
    const words = wordsOf(node.value);
    const name = words[0]?.text;
    const rest = words[0] ? node.value.slice(words[0].end).trim() : '';
    if (name) return checkModule(name, at, { ...node, value: rest === '' ? null : rest }, options, problems);
  }
  problems.add('bad-action', 'action names a module and its arguments', node.at, 'action: copy src=a dest=b');
  return undefined;
}

function wordsOf(text: string): ReturnType<typeof splitWords> {
  try {
    return splitWords(text);
  } catch {
    return [];
  }
}

function checkModule(
  name: string,
  at: SourcePos,
  node: YamlNode,
  options: LoaderOptions,
  problems: ProblemList,
): ActionSource | undefined {
  const module = trustText(name, at);
  if (module instanceof TemplateString || options.isModule(name)) return { module, at, node };
  problems.add(
    'unknown-module',
    `no module is called '${name}'`,
    at,
    didYouMean(name, options.moduleNames()),
  );
  return undefined;
}

/** The arguments of an action: a dict, `key=value` text, free text, or one template that gives a dict. */
export function readAction(
  source: ActionSource,
  argsKeyword: YamlEntry | undefined,
  options: LoaderOptions,
  problems: ProblemList,
): Action {
  const args: Dict = new Map();
  const argsAt = new Map<Value, SourcePos>();
  let templatedArgs: Value | undefined;
  const base = argsKeyword && argsKeyword.value;
  if (base?.kind === 'map') addEntries(args, argsAt, base.entries);
  else if (base && base.kind === 'scalar' && base.value !== null) templatedArgs = toValue(base);
  const node = source.node;
  if (node.kind === 'map') addEntries(args, argsAt, node.entries);
  else if (node.kind === 'list')
    problems.add('bad-arguments', `unexpected parameter type in action: a list`, node.at);
  else if (typeof node.value === 'string')
    templatedArgs = readText(source, node, args, argsAt, options, problems) ?? templatedArgs;
  else if (node.value !== null) set(args, argsAt, '_raw_params', node.value, node.at);
  return { module: source.module, at: source.at, args, argsAt, templatedArgs };
}

function addEntries(args: Dict, argsAt: Map<Value, SourcePos>, entries: readonly YamlEntry[]): void {
  for (const entry of entries) set(args, argsAt, entry.key, toValue(entry.value), entry.keyAt);
}

function set(args: Dict, argsAt: Map<Value, SourcePos>, key: Value, value: Value, at: SourcePos): void {
  args.set(key, value);
  argsAt.set(key, at);
}

function readText(
  source: ActionSource,
  node: YamlScalar,
  args: Dict,
  argsAt: Map<Value, SourcePos>,
  options: LoaderOptions,
  problems: ProblemList,
): Value | undefined {
  const text = pythonText(node.value);
  const name = typeof source.module === 'string' ? source.module : '';
  const rawOptions = options.rawParamOptions(name);
  try {
    const { options: found, raw } = parseKeyValue(text, rawOptions === 'any' ? undefined : rawOptions);
    if (!rawOptions && found.size === 0 && /^\s*\{\{[^]*\}\}\s*$/.test(raw)) return toValue(node);
    for (const [key, value] of found) set(args, argsAt, key, trustText(value, node.at), node.at);
    if (raw.trim() !== '') addRaw(source, raw, node.at, args, argsAt, rawOptions !== undefined, problems);
  } catch (error) {
    if (!rawOptions)
      problems.add('bad-arguments', `failed at splitting arguments: ${(error as Error).message}`, node.at);
    else set(args, argsAt, '_raw_params', trustText(text, node.at), node.at);
  }
  return undefined;
}

function addRaw(
  source: ActionSource,
  raw: string,
  at: SourcePos,
  args: Dict,
  argsAt: Map<Value, SourcePos>,
  allowed: boolean,
  problems: ProblemList,
): void {
  if (allowed || raw.includes('{{') || judgesText(source))
    set(args, argsAt, '_raw_params', trustText(raw, at), at);
  else
    problems.add(
      'bad-arguments',
      `'${raw.trim()}' is not an option of ${pythonText(source.module)}: options look like key=value`,
      at,
    );
}

// these two judge such text themselves, so that a task may expect them to fail
const judgesText = ({ module }: ActionSource): boolean =>
  typeof module === 'string' && ['add_host', 'group_by'].includes(plainName(module));
