import type { EventOf, TaskRef } from '../core/event.js';
import type { Json } from '../core/json.js';
import { ansibleDiff } from './ansible-diff.js';
import type { AnsibleDisplay } from './ansible-display.js';
import { hasLongResult, isCensored, isInclude, labelOf } from './ansible-result.js';
import { deprecationText } from './deprecation-text.js';
import { cleanResult, dumpResult, isDebug } from './dump-result.js';
import { pythonStr } from './python-text.js';
import { asFields } from './result-text.js';
import { sanitize } from './sanitize.js';
import { titleOf } from './title-of.js';

/** What the `default` callback prints of tasks: their banner, and a line for each host and item. */
export class AnsibleTasks {
  readonly #showsOk: boolean;
  readonly #showsSkipped: boolean;
  readonly #marksChecks: boolean;
  readonly #showsArgs: boolean;
  readonly #failuresToStderr: boolean;
  #shown = '';

  constructor(
    readonly display: AnsibleDisplay,
    readonly verbosity: number,
  ) {
    const { config } = display;
    this.#showsOk = config.bool('default.display_ok_hosts');
    this.#showsSkipped = config.bool('DISPLAY_SKIPPED_HOSTS');
    this.#marksChecks = config.bool('default.check_mode_markers');
    this.#showsArgs = config.bool('DISPLAY_ARGS_TO_STDOUT');
    this.#failuresToStderr = config.bool('default.display_failed_stderr');
  }

  /** The next line of a task comes with its banner, whatever was shown before. */
  forgetBanner(): void {
    this.#shown = '';
  }

  /** A task begins for all hosts; where not every host is shown, the first that is brings the banner. */
  start(task: TaskRef): void {
    if (this.#showsOk && this.#showsSkipped) this.#banner(task);
  }

  #banner(task: TaskRef): void {
    if (this.#shown === task.id) return;
    this.#shown = task.id;
    const mark = task.check && this.#marksChecks ? ' [CHECK MODE]' : '';
    this.display.banner(
      `${task.handler ? 'RUNNING HANDLER' : 'TASK'} [${titleOf(task)}${this.#showsArgs ? (task.args ?? '') : ''}]${mark}`,
    );
    if (this.verbosity >= 2) this.#taskPath(task);
  }

  #taskPath({ at }: TaskRef): void {
    if (at) this.display.line(`task path: ${at.file}:${at.line}`, 'DEBUG');
  }

  result(event: EventOf<'task-result'>): void {
    switch (event.status) {
      case 'ok':
      case 'changed':
        return this.#done(event, event.status);
      case 'skipped':
        return this.#skipped(event);
      case 'unreachable':
        return this.#unreachable(event);
      case 'failed':
        return this.#failed(event);
    }
  }

  #done(event: EventOf<'task-result'>, status: 'ok' | 'changed'): void {
    if (!event.looped) this.#diff(event);
    if (isInclude(event.task)) return this.#banner(event.task);
    if (status === 'ok' && !this.#showsOk) return;
    this.#banner(event.task);
    this.#notes(event.result);
    if (event.looped && !isCensored(event.result)) return;
    this.display.line(
      `${status}: [${labelOf(event)}]${this.#verbose(event)}`,
      status === 'ok' ? 'OK' : 'CHANGED',
    );
  }

  #skipped(event: EventOf<'task-result'>): void {
    if (!this.#showsSkipped) return;
    this.#banner(event.task);
    this.display.line(`skipping: [${event.host}]${this.#verbose(event)}`, 'SKIP');
  }

  #unreachable(event: EventOf<'task-result'>): void {
    this.#banner(event.task);
    const text = `fatal: [${labelOf(event)}]: UNREACHABLE! => ${this.#dump(event)}`;
    this.display.line(text, 'UNREACHABLE', this.#failuresToStderr);
    if (event.ignored) this.display.line('...ignoring', 'SKIP');
  }

  #failed(event: EventOf<'task-result'>): void {
    this.#banner(event.task);
    this.#notes(event.result);
    const { config } = this.display;
    // of a debug loop nothing but its message is left, of a hidden one not even its items
    if (
      !event.looped ||
      isCensored(event.result) ||
      (isDebug(event.task) && 'msg' in asFields(event.result))
    ) {
      if (this.verbosity < 2 && config.bool('default.show_task_path_on_failure')) this.#taskPath(event.task);
      this.display.line(
        `fatal: [${labelOf(event)}]: FAILED! => ${this.#dump(event)}`,
        'ERROR',
        this.#failuresToStderr,
      );
    }
    if (event.ignored) this.display.line('...ignoring', 'SKIP');
  }

  item(event: EventOf<'item-result'>): void {
    if (isInclude(event.task)) return;
    const item = `(item=${isCensored(event.result) ? 'None' : sanitize(pythonStr(event.label))})`;
    switch (event.status) {
      case 'ok':
      case 'changed':
        this.#diff(event);
        if (event.status === 'ok' && !this.#showsOk) return;
        this.#banner(event.task);
        return this.display.line(
          `${event.status}: [${labelOf(event)}] => ${item}${this.#verbose(event)}`,
          event.status === 'ok' ? 'OK' : 'CHANGED',
        );
      case 'skipped':
        if (!this.#showsSkipped) return;
        this.#banner(event.task);
        return this.display.line(`skipping: [${event.host}] => ${item} ${this.#verbose(event)}`, 'SKIP');
      case 'failed':
      case 'unreachable':
        this.#banner(event.task);
        this.#notes(event.result);
        return this.display.line(
          `failed: [${labelOf(event)}] ${item} => ${this.#dump(event)}`,
          'ERROR',
          this.#failuresToStderr,
        );
    }
  }

  included(event: EventOf<'included'>): void {
    this.#banner(event.task);
    if (/(^|\.)include_role$/.test(event.task.module)) return;
    const label = event.label === undefined ? '' : ` => (item=${sanitize(pythonStr(event.label))})`;
    this.display.line(`included: ${event.file} for ${event.hosts.join(', ')}${label}`, 'SKIP');
  }

  retry(event: EventOf<'retry'>): void {
    const left = event.retries - event.attempt + 1;
    const result = this.verbosity > 2 ? `Result was: ${this.#dump(event)}` : '';
    this.display.line(
      `FAILED - RETRYING: [${event.host}]: ${titleOf(event.task)} (${left} retries left).${result}`,
      'DEBUG',
    );
  }

  asyncPoll(event: EventOf<'async-poll'>): void {
    const words = { running: 'ASYNC POLL', finished: 'ASYNC OK', failed: 'ASYNC FAILED' };
    const detail = event.status === 'running' ? ' started=1 finished=0' : '';
    this.display.line(`${words[event.status]} on ${event.host}: jid=${event.jobId}${detail}`, 'DEBUG');
  }

  #dump({ task, result }: { readonly task: TaskRef; readonly result: Json }): string {
    const { config } = this.display;
    const always = hasLongResult(task) && asFields(result)['_ansible_verbose_always'] === true;
    return dumpResult(cleanResult(task, result), config, this.verbosity, always);
  }

  // debug is always shown, facts only with -vvv, other results with -v
  #verbose(event: { readonly task: TaskRef; readonly result: Json }): string {
    const { _ansible_verbose_always: always, _ansible_verbose_override: never } = asFields(event.result);
    const isFacts = /(^|\.)gather_facts$/.test(event.task.module);
    const shown = (this.verbosity > 0 || always === true) && never !== true && !isFacts;
    return shown ? ` => ${this.#dump(event)}` : '';
  }

  #notes(result: Json): void {
    const { warnings, deprecations } = asFields(result);
    if (Array.isArray(warnings) && this.display.config.bool('ACTION_WARNINGS'))
      for (const warning of warnings as readonly Json[]) this.display.warning(pythonStr(warning));
    if (Array.isArray(deprecations))
      for (const one of deprecations as readonly Json[])
        this.display.deprecation(deprecationText(asFields(one)));
  }

  #diff(event: EventOf<'task-result'> | EventOf<'item-result'>): void {
    if (!event.showDiff || event.status !== 'changed') return;
    const text = ansibleDiff(asFields(event.result)['diff'], this.display);
    if (text !== '') this.#banner(event.task);
    if (text !== '') this.display.line(text);
  }
}
