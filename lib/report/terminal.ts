import pc from 'picocolors';
import { CUT_OFF } from '../core/cut-off.js';
import type { Event, ResultStatus, TaskRef } from '../core/event.js';
import { formatPos } from '../core/position.js';
import { formatProblem } from '../core/problem.js';
import { plainName } from '../playbook/index.js';
import { quoteAll } from '../remote/quote.js';
import { neverBegan } from './never-began.js';
import { diffLines } from './diff-text.js';
import { formatDuration } from './duration.js';
import { isOfImage } from './is-of-image.js';
import { LiveLine } from './live-line.js';
import { recapLines } from './recap.js';
import { pythonStr } from './python-text.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { asFields, debugText, failureText, textOf, wholeResult } from './result-text.js';
import { sanitize } from './sanitize.js';

type Of<T extends Event['type']> = Extract<Event, { type: T }>;
type Shown = ResultStatus | 'ignored' | 'rescued' | 'stopped';

/**
 * tsplay's own output: for every task one line for the hosts that fared alike, details below it where
 * something changed or failed, and a recap.
 */
export function createTerminalReporter(options: ReporterOptions): Reporter {
  const terminal = new Terminal(options);
  return { onEvent: (event) => terminal.onEvent(event), close: () => terminal.live.stop() };
}

interface OpenTask {
  readonly task: TaskRef;
  readonly waiting: Set<string>;
  readonly results: Of<'task-result'>[];
  readonly items: Of<'item-result'>[];
  readonly since: number;
}

class Terminal {
  readonly live: LiveLine;
  readonly #colors: ReturnType<typeof pc.createColors>;
  readonly #open = new Map<string, OpenTask>();
  #lastStage = '';

  constructor(readonly options: ReporterOptions) {
    this.live = new LiveLine(options.output);
    this.#colors = pc.createColors(options.color);
  }

  onEvent(event: Event): void {
    switch (event.type) {
      case 'play-start':
        return this.#playStart(event);
      case 'play-no-hosts':
        return this.#line(
          `\n${this.#colors.bold(sanitize(event.play))}  ${this.#colors.yellow(event.reason)}`,
        );
      case 'task-start':
        return this.#taskStart(event);
      case 'item-result':
        this.#open.get(event.task.id)?.items.push(event);
        return;
      case 'task-result':
        return this.#taskResult(event);
      case 'retry':
        return this.#live(event.task, `attempt ${event.attempt} of ${event.retries} on ${event.host}`);
      case 'progress':
        return this.#progress(event);
      case 'included':
        return;
      case 'warning':
        return this.#line(
          this.#colors.yellow(
            `  warning  ${event.at ? `${formatPos(event.at)}: ` : ''}${sanitize(event.message)}`,
          ),
        );
      case 'problem':
        return this.#line(this.#colors.red(formatProblem(event.problem)));
      case 'stopping':
        return this.#line(this.#colors.yellow(`stopping: ${event.reason}`));
      case 'no-hosts-left':
        return this.#line(this.#colors.red('no more hosts left'));
      case 'play-end':
        return this.#flushAll();
      case 'run-end':
        return this.#runEnd(event);
      case 'shell-start':
        return this.#line(this.#colors.dim(`  shell  ${event.host}: ${quoteAll(event.argv)}`));
      case 'run-start':
      case 'host-start':
      case 'meta':
      case 'playbook-start':
      case 'async-poll':
      case 'handler-notified':
        return;
      default:
        return event satisfies never;
    }
  }

  #playStart(event: Of<'play-start'>): void {
    const { bold, dim } = this.#colors;
    const hosts = event.hosts.length > 6 ? `${event.hosts.length} hosts` : event.hosts.join(' ');
    this.#line(`\n${bold(sanitize(event.play))}  ${dim(hosts)}`);
  }

  #taskStart(event: Of<'task-start'>): void {
    const open = {
      task: event.task,
      waiting: new Set(event.hosts),
      results: [],
      items: [],
      since: event.time,
    };
    this.#open.set(event.task.id, open);
    this.#live(event.task, '');
  }

  #live(task: TaskRef, detail: string): void {
    const open = this.#open.get(task.id);
    // a person may be typing an answer
    if (!open || plainName(task.module) === 'pause') return;
    const hosts = [...open.waiting];
    const who = hosts.length > 3 ? `${hosts.length} hosts` : hosts.join(' ');
    this.live.show([sanitize(titleOf(task)), who, sanitize(detail)].filter(Boolean).join(' · '), open.since);
  }

  // a terminal shows every step in the live line; a log gets a line when the stage changes
  #progress(event: Of<'progress'>): void {
    const text = [event.stage, event.detail].filter(Boolean).join(': ');
    const percent = event.fraction === undefined ? '' : ` ${Math.round(event.fraction * 100)}%`;
    if (this.options.output.isTTY) {
      if (event.task) this.#live(event.task, text + percent);
      else
        this.live.show(
          sanitize(`${event.host ?? ''} ${text}${percent}`.trim()),
          event.time - event.elapsedMs,
        );
      return;
    }
    const stage = `${event.host ?? ''} ${event.stage}`.trim();
    if (stage === this.#lastStage) return;
    this.#lastStage = stage;
    this.#line(this.#colors.dim(`           … ${sanitize(stage)} ${formatDuration(event.elapsedMs)}`));
  }

  #taskResult(event: Of<'task-result'>): void {
    const open = this.#open.get(event.task.id);
    if (!open)
      return this.#print({
        task: event.task,
        waiting: new Set(),
        results: [event],
        items: [],
        since: event.time,
      });
    open.results.push(event);
    open.waiting.delete(event.host);
    if (open.waiting.size > 0) return this.#live(event.task, '');
    this.#open.delete(event.task.id);
    this.live.show(undefined);
    this.#print(open);
  }

  #flushAll(): void {
    for (const open of this.#open.values()) if (open.results.length > 0) this.#print(open);
    this.#open.clear();
    this.live.show(undefined);
  }

  #print(open: OpenTask): void {
    const groups = new Map<Shown, Of<'task-result'>[]>();
    for (const result of open.results) {
      const shown = shownStatus(result);
      groups.set(shown, [...(groups.get(shown) ?? []), result]);
    }
    for (const [shown, results] of groups) {
      const told = shown === 'skipped' && this.options.verbosity < 1 ? results.filter(isOfImage) : results;
      if (told.length === 0) continue;
      this.#summary(open, shown, told);
      for (const result of told) this.#details(open, shown, result);
    }
  }

  #summary(open: OpenTask, shown: Shown, results: readonly Of<'task-result'>[]): void {
    const { dim } = this.#colors;
    const hosts = results.map((r) => (r.delegatedTo ? `${r.host} -> ${r.delegatedTo}` : r.host));
    const who = hosts.length > 6 ? `${hosts.length} hosts` : hosts.join(' ');
    const longest = Math.max(...results.map((r) => r.durationMs));
    const took = longest >= 1000 ? `  ${formatDuration(longest)}` : '';
    this.#line(
      `${this.#paint(shown, shown.padStart(11))}  ${sanitize(titleOf(open.task))}  ${dim(sanitize(who) + took)}`,
    );
  }

  #details(open: OpenTask, shown: Shown, result: Of<'task-result'>): void {
    const several = open.results.length > 1;
    const items = open.items.filter((item) => item.host === result.host);
    for (const item of items) this.#item(item, several);
    const prefix = several ? `${result.host}: ` : '';
    if (shown === 'failed' || shown === 'unreachable' || shown === 'ignored' || shown === 'rescued') {
      if (result.task.at && !saysWhere(result.result))
        this.#detail(`at ${formatPos(result.task.at)}`, this.#colors.dim);
      if (!result.looped)
        for (const line of failureText(result.result)) this.#detail(prefix + line, this.#colors.red);
    } else if (isDebug(result.task) && !result.looped) {
      for (const line of debugText(result.result)) this.#detail(prefix + line);
    } else if (this.options.verbosity >= 1 && !result.looped) {
      for (const line of wholeResult(result.result)) this.#detail(prefix + line, this.#colors.dim);
    }
    this.#notes(result);
    if (!result.looped) this.#diff(result);
  }

  #notes(result: Of<'task-result'>): void {
    const fields = asFields(result.result);
    const warnings = Array.isArray(fields['warnings']) ? (fields['warnings'] as readonly unknown[]) : [];
    for (const warning of new Set(warnings)) this.#detail(`warning: ${String(warning)}`, this.#colors.yellow);
    if (isOfImage(result) && this.options.verbosity < 1)
      this.#detail(textOf(fields['msg']), this.#colors.cyan);
  }

  #item(item: Of<'item-result'>, several: boolean): void {
    const prefix = several ? `${item.host} ` : '';
    const label = `${prefix}item ${sanitize(shortened(pythonStr(item.label)))}`;
    const failed = item.status === 'failed' || item.status === 'unreachable';
    if (failed)
      for (const line of failureText(item.result)) this.#detail(`${label}: ${line}`, this.#colors.red);
    else if (isDebug(item.task) && item.status !== 'skipped')
      for (const line of debugText(item.result)) this.#detail(`${label}: ${line}`);
    else if (item.status === 'changed') this.#detail(label, this.#colors.yellow);
    this.#diff(item);
  }

  #diff({ showDiff, result }: Of<'task-result'> | Of<'item-result'>): void {
    if (!showDiff) return;
    const { green, red, cyan } = this.#colors;
    for (const line of diffLines(asFields(result)['diff'])) {
      const paint = line.startsWith('+')
        ? green
        : line.startsWith('-')
          ? red
          : line.startsWith('@')
            ? cyan
            : (s: string) => s;
      this.#detail(line, paint);
    }
  }

  #runEnd(event: Of<'run-end'>): void {
    this.#flushAll();
    if (!neverBegan(event)) for (const line of recapLines(event, this.#colors)) this.#line(line);
  }

  #detail(text: string, paint: (text: string) => string = (s) => s): void {
    this.#line(`             ${paint(sanitize(text))}`);
  }

  #paint(shown: Shown, text: string): string {
    const { green, yellow, red, cyan, dim, magenta } = this.#colors;
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
    return paints[shown](text);
  }

  #line(text: string): void {
    this.live.print(`${text}\n`);
  }
}

function shownStatus(result: Of<'task-result'>): Shown {
  if (result.status === 'failed' && result.ignored) return 'ignored';
  if (result.status === 'failed' && result.rescued) return 'rescued';
  if (result.status === 'failed' && asFields(result.result)['msg'] === CUT_OFF) return 'stopped';
  return result.status;
}

const isDebug = (task: TaskRef): boolean => /^(ansible\.(builtin|legacy)\.)?debug$/.test(task.module);

const titleOf = (task: TaskRef): string => (task.role ? `${task.role} : ${task.name}` : task.name);

/** Is a place named that is closer than the task's own? */
const saysWhere = (result: Of<'task-result'>['result']): boolean =>
  '_ansible_place' in asFields(result) ||
  /^at \S+:\d+:\d+$/m.test(textOf(asFields(result)['msg'] ?? asFields(result)['reason']));

const LONGEST_LABEL = 120;

/** A whole dict as an item's label says little; `loop_control: label` says more. */
const shortened = (label: string): string =>
  label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
