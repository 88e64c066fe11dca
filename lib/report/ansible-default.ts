import pc from 'picocolors';
import type { Event, HostTotals, TaskRef } from '../core/event.js';
import type { Json } from '../core/json.js';
import { formatProblem } from '../core/problem.js';
import { diffLines } from './diff-text.js';
import { pythonJson, pythonStr } from './python-text.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { asFields } from './result-text.js';
import { sanitize } from './sanitize.js';

type Of<T extends Event['type']> = Extract<Event, { type: T }>;
type Color = 'green' | 'yellow' | 'red' | 'cyan' | 'magenta' | 'plain';

/**
 * `--output ansible`: what Ansible's `default` callback prints, for the scripts that read it.
 * Source: output recorded from ansible-core 2.14.18.
 */
export function createAnsibleReporter(options: ReporterOptions): Reporter {
  const printer = new AnsiblePrinter(options);
  return { onEvent: (event) => printer.onEvent(event), close: () => {} };
}

class AnsiblePrinter {
  readonly #colors: ReturnType<typeof pc.createColors>;
  #banner = '';

  constructor(readonly options: ReporterOptions) {
    this.#colors = pc.createColors(options.color);
  }

  onEvent(event: Event): void {
    switch (event.type) {
      case 'play-start':
        return this.#bannerLine(event.play.trim() ? `PLAY [${event.play.trim()}]` : 'PLAY');
      case 'play-no-hosts':
        this.#bannerLine(`PLAY [${event.play.trim()}]`);
        return this.#line('skipping: no hosts matched', 'cyan');
      case 'task-start':
        return this.#taskBanner(event.task);
      case 'item-result':
        return this.#item(event);
      case 'task-result':
        return this.#result(event);
      case 'included':
        return this.#included(event);
      case 'retry':
        return this.#line(
          `FAILED - RETRYING: [${event.host}]: ${event.task.name} (${event.retries - event.attempt + 1} retries left).`,
        );
      case 'async-poll':
        return this.#asyncPoll(event);
      case 'warning':
        return this.#warning(event.message);
      case 'problem':
        process.stderr.write(`ERROR! ${formatProblem(event.problem)}\n`);
        return;
      case 'no-hosts-left':
        return this.#bannerLine('NO MORE HOSTS LEFT');
      case 'run-end':
        return this.#recap(event);
      case 'run-start':
      case 'host-start':
      case 'handler-notified':
      case 'progress':
      case 'stopping':
      case 'play-end':
        return;
      default:
        return event satisfies never;
    }
  }

  #taskBanner(task: TaskRef): void {
    if (this.#banner === task.id) return;
    this.#banner = task.id;
    const name = task.role ? `${task.role} : ${task.name}` : task.name;
    this.#bannerLine(`${task.handler ? 'RUNNING HANDLER' : 'TASK'} [${name.trim()}]`);
  }

  #result(event: Of<'task-result'>): void {
    this.#showDiff(event.looped ? undefined : asFields(event.result)['diff']);
    const { status, result } = event;
    const host = labelOf(event);
    this.#resultWarnings(result);
    switch (status) {
      case 'ok':
      case 'changed':
        if (event.looped || isInclude(event.task)) return;
        return this.#line(
          `${status}: [${host}]${this.#dump(event.task, result)}`,
          status === 'ok' ? 'green' : 'yellow',
        );
      case 'skipped':
        return this.#line(
          `skipping: [${host}]${this.options.verbosity > 0 ? this.#dump(event.task, result) : ''}`,
          'cyan',
        );
      case 'unreachable':
        this.#line(`fatal: [${host}]: UNREACHABLE! => ${this.#json(result)}`, 'red');
        if (event.ignored) this.#line('...ignoring', 'cyan');
        return;
      case 'failed':
        if (!event.looped) this.#line(`fatal: [${host}]: FAILED! => ${this.#json(result)}`, 'red');
        if (event.ignored) this.#line('...ignoring', 'cyan');
        return;
    }
  }

  #item(event: Of<'item-result'>): void {
    if (isInclude(event.task)) return;
    this.#showDiff(asFields(event.result)['diff']);
    const host = labelOf(event);
    const label = `(item=${sanitize(pythonStr(event.label))})`;
    switch (event.status) {
      case 'skipped':
        return this.#line(
          `skipping: [${host}] => ${label} ${this.options.verbosity > 0 ? this.#dump(event.task, event.result) : ''}`,
          'cyan',
        );
      case 'failed':
      case 'unreachable':
        return this.#line(`failed: [${host}] ${label} => ${this.#json(event.result)}`, 'red');
      case 'ok':
      case 'changed':
        return this.#line(
          `${event.status}: [${host}] => ${label}${this.#dump(event.task, event.result)}`,
          event.status === 'ok' ? 'green' : 'yellow',
        );
    }
  }

  #included(event: Of<'included'>): void {
    const label = event.label === undefined ? '' : ` => (item=${sanitize(pythonStr(event.label))})`;
    this.#line(`included: ${event.file} for ${event.hosts.join(', ')}${label}`, 'cyan');
  }

  #asyncPoll(event: Of<'async-poll'>): void {
    const words = { running: 'ASYNC POLL', finished: 'ASYNC OK', failed: 'ASYNC FAILED' };
    this.#line(`${words[event.status]} on ${event.host}: jid=${event.jobId}`);
  }

  // debug is always shown, other results with -v
  #dump(task: TaskRef, result: Json): string {
    if (/(^|\.)debug$/.test(task.module)) return ` => ${sanitize(pythonJson(debugFields(result), 4))}`;
    return this.options.verbosity > 0 ? ` => ${this.#json(result)}` : '';
  }

  #json(result: Json): string {
    const fields = asFields(result);
    const hidden = this.options.verbosity < 3 ? ['invocation', 'diff', 'exception'] : [];
    const shown = Object.entries(fields).filter(
      ([key]) => !key.startsWith('_ansible_') && !hidden.includes(key) && key !== 'warnings',
    );
    return sanitize(pythonJson(Object.fromEntries(shown), this.options.verbosity >= 3 ? 4 : undefined));
  }

  #resultWarnings(result: Json): void {
    const warnings = asFields(result)['warnings'];
    if (Array.isArray(warnings))
      for (const warning of warnings as readonly Json[]) this.#warning(pythonStr(warning));
  }

  #warning(message: string): void {
    process.stderr.write(`${this.#colors.magenta(`[WARNING]: ${sanitize(message)}`)}\n`);
  }

  #showDiff(diff: Json | undefined): void {
    const lines = diffLines(diff);
    if (lines.length === 0) return;
    for (const line of lines)
      this.#line(line, line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : 'plain');
    this.#line('');
  }

  #recap(event: Of<'run-end'>): void {
    if (event.exitCode === 1) return;
    this.#bannerLine('PLAY RECAP');
    for (const host of Object.keys(event.totals).sort())
      this.#line(recapLine(host, event.totals[host]!), recapColor(event.totals[host]!));
    this.#line('');
  }

  #bannerLine(text: string): void {
    const stars = '*'.repeat(Math.max(3, 79 - text.length));
    this.#line(`\n${sanitize(text)} ${stars}`);
  }

  #line(text: string, color: Color = 'plain'): void {
    const paint = color === 'plain' ? (s: string): string => s : this.#colors[color];
    this.options.output.write(`${paint(text)}\n`);
  }
}

function debugFields(result: Json): Json {
  const fields = asFields(result);
  if ('msg' in fields) return { msg: fields['msg']! };
  const hidden = new Set(['changed', 'failed', 'invocation', 'skipped', 'ansible_loop_var', 'item']);
  return Object.fromEntries(
    Object.entries(fields).filter(([key]) => !key.startsWith('_ansible_') && !hidden.has(key)),
  );
}

const labelOf = (event: { readonly host: string; readonly delegatedTo?: string }): string =>
  event.delegatedTo !== undefined && event.delegatedTo !== event.host
    ? `${event.host} -> ${event.delegatedTo}`
    : event.host;

const isInclude = (task: TaskRef): boolean => /(^|\.)include(_tasks|_role)?$/.test(task.module);

function recapLine(host: string, totals: HostTotals): string {
  const names = ['ok', 'changed', 'unreachable', 'failed', 'skipped', 'rescued', 'ignored'] as const;
  return `${host.padEnd(26)} : ${names.map((name) => `${name}=${String(totals[name]).padEnd(4)}`).join(' ')}`;
}

function recapColor(totals: HostTotals): Color {
  if (totals.failed > 0 || totals.unreachable > 0) return 'red';
  return totals.changed > 0 ? 'yellow' : 'green';
}
