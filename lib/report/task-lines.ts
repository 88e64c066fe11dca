import type pc from 'picocolors';
import { CUT_OFF } from '../core/cut-off.js';
import type { EventOf, ResultStatus, TaskRef } from '../core/event.js';
import { formatPos } from '../core/position.js';
import { diffLines } from './diff-text.js';
import { isDebug } from './dump-result.js';
import { formatDuration } from './duration.js';
import { isOfImage } from './is-of-image.js';
import { pythonStr } from './python-text.js';
import { asFields, debugText, failureText, textOf, wholeResult } from './result-text.js';
import { sanitize } from './sanitize.js';
import { titleOf } from './title-of.js';

type Shown = ResultStatus | 'ignored' | 'rescued' | 'stopped';
type Colors = ReturnType<typeof pc.createColors>;
type Paint = (text: string) => string;

/** A task that ended at hosts. */
export interface EndedTask {
  readonly task: TaskRef;
  readonly results: readonly EventOf<'task-result'>[];
  /** Of loops, at any of the hosts. */
  readonly items: readonly EventOf<'item-result'>[];
}

/** One line for the hosts that fared alike, with details below it where something changed or failed. */
export function taskLines(ended: EndedTask, colors: Colors, verbosity: number): string[] {
  const groups = new Map<Shown, EventOf<'task-result'>[]>();
  for (const result of ended.results) {
    const shown = shownStatus(result);
    groups.set(shown, [...(groups.get(shown) ?? []), result]);
  }
  return [...groups].flatMap(([shown, results]) => {
    const told = shown === 'skipped' && verbosity < 1 ? results.filter(isOfImage) : results;
    if (told.length === 0) return [];
    const details = told.flatMap((result) => detailsOf({ ended, shown, result, colors, verbosity }));
    return [summary(ended.task, shown, told, colors), ...details.map((line) => `             ${line}`)];
  });
}

function shownStatus(result: EventOf<'task-result'>): Shown {
  if (result.status === 'failed' && result.ignored) return 'ignored';
  if (result.status === 'failed' && result.rescued) return 'rescued';
  if (result.status === 'failed' && asFields(result.result)['msg'] === CUT_OFF) return 'stopped';
  return result.status;
}

function summary(
  task: TaskRef,
  shown: Shown,
  results: readonly EventOf<'task-result'>[],
  colors: Colors,
): string {
  const hosts = results.map((r) => (r.delegatedTo ? `${r.host} -> ${r.delegatedTo}` : r.host));
  const who = hosts.length > 6 ? `${hosts.length} hosts` : hosts.join(' ');
  const longest = Math.max(...results.map((r) => r.durationMs));
  const took = longest >= 1000 ? `  ${formatDuration(longest)}` : '';
  const status = paintOf(shown, colors)(shown.padStart(11));
  return `${status}  ${sanitize(titleOf(task))}  ${colors.dim(sanitize(who) + took)}`;
}

function paintOf(shown: Shown, { green, yellow, red, cyan, dim, magenta }: Colors): Paint {
  const paints = {
    ok: green,
    changed: yellow,
    skipped: dim,
    failed: red,
    unreachable: red,
    ignored: magenta,
    rescued: cyan,
    stopped: yellow,
  };
  return paints[shown];
}

interface Detailed {
  readonly ended: EndedTask;
  readonly shown: Shown;
  readonly result: EventOf<'task-result'>;
  readonly colors: Colors;
  readonly verbosity: number;
}

function detailsOf(detailed: Detailed): string[] {
  const { ended, result, colors } = detailed;
  const several = ended.results.length > 1;
  const items = ended.items.filter((item) => item.host === result.host);
  return [
    ...items.flatMap((item) => itemLines(item, several, colors)),
    ...answerLines(detailed, several ? `${result.host}: ` : ''),
    ...noteLines(detailed),
    ...(result.looped ? [] : coloredDiff(result, colors)),
  ];
}

function itemLines(item: EventOf<'item-result'>, several: boolean, colors: Colors): string[] {
  const prefix = several ? `${item.host} ` : '';
  const label = `${prefix}item ${sanitize(shortened(pythonStr(item.label)))}`;
  const withLabel = (line: string): string => `${label}: ${line}`;
  return [...itemAnswer(item, label, withLabel, colors), ...coloredDiff(item, colors)];
}

function itemAnswer(
  { status, task, result }: EventOf<'item-result'>,
  label: string,
  withLabel: (line: string) => string,
  { red, yellow }: Colors,
): string[] {
  if (status === 'failed' || status === 'unreachable')
    return painted(failureText(result).map(withLabel), red);
  if (isDebug(task) && status !== 'skipped') return painted(debugText(result).map(withLabel));
  return status === 'changed' ? painted([label], yellow) : [];
}

function answerLines({ shown, result, colors, verbosity }: Detailed, prefix: string): string[] {
  const withPrefix = (line: string): string => prefix + line;
  if (shown === 'failed' || shown === 'unreachable' || shown === 'ignored' || shown === 'rescued') {
    const { at } = result.task;
    return [
      ...(at && !saysWhere(result) ? painted([`at ${formatPos(at)}`], colors.dim) : []),
      ...(result.looped ? [] : painted(failureText(result.result).map(withPrefix), colors.red)),
    ];
  }
  if (result.looped) return [];
  if (isDebug(result.task)) return painted(debugText(result.result).map(withPrefix));
  return verbosity >= 1 ? painted(wholeResult(result.result).map(withPrefix), colors.dim) : [];
}

function noteLines({ result, colors, verbosity }: Detailed): string[] {
  const { warnings, msg } = asFields(result.result);
  const told = new Set(Array.isArray(warnings) ? (warnings as readonly unknown[]) : []);
  return [
    ...painted(
      [...told].map((warning) => `warning: ${String(warning)}`),
      colors.yellow,
    ),
    ...(isOfImage(result) && verbosity < 1 ? painted([textOf(msg)], colors.cyan) : []),
  ];
}

function coloredDiff(
  { showDiff, result }: EventOf<'task-result'> | EventOf<'item-result'>,
  { green, red, cyan }: Colors,
): string[] {
  if (!showDiff) return [];
  const paints: Readonly<Record<string, Paint>> = { '+': green, '-': red, '@': cyan };
  return diffLines(asFields(result)['diff']).flatMap((line) => painted([line], paints[line.charAt(0)]));
}

const painted = (lines: readonly string[], paint: Paint = (text) => text): string[] =>
  lines.map((line) => paint(sanitize(line)));

/** Is a place named that is closer than the task's own? */
const saysWhere = ({ result }: EventOf<'task-result'>): boolean =>
  '_ansible_place' in asFields(result) ||
  /^at \S+:\d+:\d+$/m.test(textOf(asFields(result)['msg'] ?? asFields(result)['reason']));

const LONGEST_LABEL = 120;

/** A whole dict as an item's label says little; `loop_control: label` says more. */
const shortened = (label: string): string =>
  label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
