import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { trustText, type Dict, type TemplateString } from '../core/value.js';
import { TsplayError } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import { didYouMean } from '../core/suggest.js';
import type { YamlMap } from '../yaml/index.js';
import { pythonText } from '../schema/index.js';
import type { PlayContext } from './context.js';
import { plainName } from './engine-actions.js';
import { parseKeyValue, type KeyValueText } from './key-value.js';
import { readKeywords, readVars } from './read-keywords.js';
import { readPlay, type PlayImport } from './read-play.js';
import { readYamlRoot } from './read-task-file.js';
import type { Play } from './types.js';

export interface ReadPlaybookOptions {
  /** What the file holds, when it is not to be read. */
  readonly text?: string | undefined;
  /** The name it was asked for by; the file unless told. */
  readonly given?: string | undefined;
  readonly imported?: PlayImport | undefined;
  readonly importing?: readonly string[];
}

/** The plays of a playbook file, imported playbooks included; one context per play. */
export function readPlaybook(
  file: string,
  contextFor: (playbook: string) => PlayContext,
  { text, given = file, imported, importing = [file] }: ReadPlaybookOptions = {},
): Play[] {
  if (text === undefined) refuseNoFile(file, given);
  const context = contextFor(file);
  context.options.addLibrary?.(path.join(path.dirname(file), 'library'));
  const root = readYamlRoot(file, context, { text });
  if (!root) return [];
  if (root.kind !== 'list') {
    context.problems.add(
      'bad-playbook',
      'a playbook is a list of plays',
      root.at,
      'start each play with "- hosts: …"',
    );
    return [];
  }
  if (root.items.length === 0)
    context.problems.add('bad-playbook', 'A playbook must contain at least one play', root.at);
  return root.items.flatMap((item) => {
    if (item.kind !== 'map') {
      context.problems.add(
        'bad-play',
        'playbook entries are either a play or an import_playbook statement',
        item.at,
      );
      return [];
    }
    const entry = item.entries.find(({ key }) => plainName(pythonText(key)) === 'import_playbook');
    if (entry) return importPlaybook(item, entry, file, contextFor, imported, importing);
    return readPlay(item, file, contextFor(file), imported) ?? [];
  });
}

function refuseNoFile(file: string, given: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) return;
  const message = `the playbook: ${given} ${found ? 'does not appear to be a file' : 'could not be found'}`;
  throw new TsplayError({
    code: 'missing-playbook',
    message,
    hint: found ? undefined : similarFile(file),
  });
}

function similarFile(file: string): string | undefined {
  const folder = path.dirname(file);
  return existsSync(folder) ? didYouMean(path.basename(file), readdirSync(folder)) : undefined;
}

function importPlaybook(
  map: YamlMap,
  entry: YamlMap['entries'][number],
  file: string,
  contextFor: (playbook: string) => PlayContext,
  outer: PlayImport | undefined,
  importing: readonly string[],
): Play[] {
  const context = contextFor(file);
  const text = entry.value.kind === 'scalar' ? pythonText(entry.value.value ?? '') : '';
  const { keywords, others } = readKeywords(map, 'role');
  for (const other of others) {
    if (other !== entry)
      context.problems.add(
        'unknown-keyword',
        `'${pythonText(other.key)}' is not a valid attribute for a PlaybookInclude`,
        other.keyAt,
      );
  }
  const split = context.problems.collect(() => fileAndVars(text, entry.value.at));
  if (!split) return [];
  const { options, raw } = split;
  const vars: Dict = new Map(readVars(keywords, context.problems));
  for (const [name, value] of options) vars.set(name, trustText(value, entry.value.at));
  const target = path.resolve(path.dirname(file), nameOf(raw.trim(), entry.value.at, vars, context));
  if (importing.includes(target)) {
    context.problems.add(
      'import-cycle',
      `'${raw.trim()}' imports itself: ${[...importing, target].join(' -> ')}`,
      entry.keyAt,
    );
    return [];
  }
  if (!existsSync(target)) {
    context.problems.add('missing-file', `the playbook ${target} could not be found`, entry.value.at);
    return [];
  }
  return readPlaybook(target, contextFor, {
    imported: merge(outer, { keywords, vars }),
    importing: [...importing, target],
  });
}

function fileAndVars(text: string, at: SourcePos): KeyValueText {
  try {
    return parseKeyValue(text);
  } catch (error) {
    const message = `failed at splitting arguments: ${(error as Error).message}`;
    throw new TsplayError({ code: 'bad-arguments', message, at });
  }
}

function nameOf(name: string, at: TemplateString['at'], vars: Dict, context: PlayContext): string {
  const trusted = trustText(name, at);
  if (typeof trusted === 'string') return trusted;
  return pythonText(context.problems.collect(() => context.options.renderStatic(trusted, { vars })) ?? name);
}

function merge(outer: PlayImport | undefined, inner: PlayImport): PlayImport {
  if (!outer) return inner;
  const keywords = new Map(inner.keywords);
  for (const name of ['when', 'tags']) {
    const [one, two] = [outer.keywords.get(name), inner.keywords.get(name)];
    if (one) keywords.set(name, two ? { ...two, value: [one.value, two.value].flat() } : one);
  }
  return { keywords, vars: new Map([...inner.vars, ...outer.vars]) };
}
