import pc from 'picocolors';
import type { Event, EventOf, TaskRef } from '../core/event.js';
import { formatPos } from '../core/position.js';
import { formatProblem } from '../core/problem.js';
import { plainName } from '../playbook/index.js';
import { quoteAll } from '../remote/quote.js';
import { neverBegan } from './never-began.js';
import { formatDuration } from './duration.js';
import { LiveLine } from './live-line.js';
import { recapLines } from './recap.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { sanitize } from './sanitize.js';
import { taskLines, type EndedTask } from './task-lines.js';
import { titleOf } from './title-of.js';

/**
 * tsplay's own output: for every task one line for the hosts that fared alike, details below it where
 * something changed or failed, and a recap.
 */
export function createTerminalReporter(options: ReporterOptions): Reporter {
  const terminal = new Terminal(options);
  return { onEvent: (event) => terminal.onEvent(event), close: () => terminal.live.stop() };
}

interface OpenTask extends EndedTask {
  readonly waiting: Set<string>;
  readonly results: EventOf<'task-result'>[];
  readonly items: EventOf<'item-result'>[];
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
      case 'retry-file':
        return this.#line(`to retry: --limit @${sanitize(event.file)}`);
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

  #playStart(event: EventOf<'play-start'>): void {
    const { bold, dim } = this.#colors;
    const hosts = event.hosts.length > 6 ? `${event.hosts.length} hosts` : event.hosts.join(' ');
    this.#line(`\n${bold(sanitize(event.play))}  ${dim(hosts)}`);
  }

  #taskStart(event: EventOf<'task-start'>): void {
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
  #progress(event: EventOf<'progress'>): void {
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

  #taskResult(event: EventOf<'task-result'>): void {
    const open = this.#open.get(event.task.id);
    if (!open) return this.#print({ task: event.task, results: [event], items: [] });
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

  #print(ended: EndedTask): void {
    for (const line of taskLines(ended, this.#colors, this.options.verbosity)) this.#line(line);
  }

  #runEnd(event: EventOf<'run-end'>): void {
    this.#flushAll();
    if (!neverBegan(event)) for (const line of recapLines(event, this.#colors)) this.#line(line);
  }

  #line(text: string): void {
    this.live.print(`${text}\n`);
  }
}
