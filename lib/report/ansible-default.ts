import path from 'node:path';
import { loadConfig } from '../config/index.js';
import type { Event, TaskRef } from '../core/event.js';
import type { Json } from '../core/json.js';
import { quoteAll } from '../remote/quote.js';
import { neverBegan } from './never-began.js';
import { ansibleDiff } from './ansible-diff.js';
import { deprecationText } from './deprecation-text.js';
import { AnsibleDisplay } from './ansible-display.js';
import { ansibleProblem } from './ansible-problem.js';
import { isCensored, prefixOf, labelOf, hasLongResult, isInclude } from './ansible-result.js';
import { showRecap } from './ansible-recap.js';
import { cleanResult, dumpResult, isDebug } from './dump-result.js';
import { pythonStr } from './python-text.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { asFields } from './result-text.js';
import { sanitize } from './sanitize.js';
import { titleOf } from './title-of.js';

type Of<T extends Event['type']> = Extract<Event, { type: T }>;

/**
 * `--output ansible`: what Ansible's `default` callback prints, for the scripts that read it.
 * Source: output recorded from ansible-core 2.14.18.
 */
export function createAnsibleReporter(options: ReporterOptions): Reporter {
  const printer = new AnsiblePrinter(options);
  return { onEvent: (event) => printer.onEvent(event), close: () => {} };
}

class AnsiblePrinter {
  readonly #display: AnsibleDisplay;
  readonly #showsOk: boolean;
  readonly #showsSkipped: boolean;
  readonly #marksChecks: boolean;
  readonly #showsArgs: boolean;
  readonly #failuresToStderr: boolean;
  #banner = '';
  #inStep = true;
  #check = false;

  constructor(readonly options: ReporterOptions) {
    const config = options.config ?? loadConfig({ env: {}, file: null });
    this.#display = new AnsibleDisplay(options, config);
    this.#showsOk = config.bool('default.display_ok_hosts');
    this.#showsSkipped = config.bool('DISPLAY_SKIPPED_HOSTS');
    this.#marksChecks = config.bool('default.check_mode_markers');
    this.#showsArgs = config.bool('DISPLAY_ARGS_TO_STDOUT');
    this.#failuresToStderr = config.bool('default.display_failed_stderr');
  }

  onEvent(event: Event): void {
    switch (event.type) {
      case 'run-start':
        return this.#runStart(event);
      case 'playbook-start':
        return this.#playbookStart(event);
      case 'meta':
        if (this.options.verbosity > 1) this.#display.line(`META: ${event.message}`, 'DEBUG');
        return;
      case 'play-start':
        this.#inStep = event.lockStep !== false;
        this.#banner = '';
        return this.#playBanner(event.play, event.check);
      case 'play-no-hosts':
        this.#playBanner(event.play, false);
        return this.#display.line('skipping: no hosts matched', 'SKIP');
      case 'task-start':
        this.#banner = '';
        if (this.#inStep && this.#showsOk && this.#showsSkipped) this.#taskBanner(event.task);
        return;
      case 'host-start':
        return this.#hostStart(event);
      case 'item-result':
        return this.#item(event);
      case 'task-result':
        return this.#result(event);
      case 'included':
        return this.#included(event);
      case 'retry':
        return this.#retry(event);
      case 'async-poll':
        return this.#asyncPoll(event);
      case 'handler-notified':
        if (this.options.verbosity > 1)
          this.#display.line(`NOTIFIED HANDLER ${event.handler} for ${event.host}`, 'VERBOSE');
        return;
      case 'warning':
        return this.#display.warning(event.message);
      case 'problem':
        return this.#display.error(ansibleProblem(event.problem));
      case 'no-hosts-left':
        for (let i = 0; i < event.times; i++) this.#display.banner('NO MORE HOSTS LEFT');
        return;
      case 'run-end':
        return this.#recap(event);
      case 'shell-start':
        return this.#display.line(`<${event.host}> EXEC ${quoteAll(event.argv)}`, 'VERBOSE');
      case 'progress':
      case 'stopping':
      case 'play-end':
        return;
      default:
        return event satisfies never;
    }
  }

  #runStart(event: Of<'run-start'>): void {
    this.#check = event.check;
    const { file } = this.#display.config;
    if (this.options.verbosity > 0)
      this.#display.line(
        file === undefined ? 'No config file found; using defaults' : `Using ${file} as config file`,
        'VERBOSE',
      );
  }

  #playbookStart({ playbook, plays }: Of<'playbook-start'>): void {
    const isVerbose = this.options.verbosity > 1;
    if (isVerbose) this.#display.banner(`PLAYBOOK: ${path.basename(playbook)}`);
    if (this.#check && this.#marksChecks) this.#display.banner('DRY RUN');
    if (isVerbose) this.#display.line(`${plays} plays in ${playbook}`, 'VERBOSE');
  }

  #playBanner(play: string, check: boolean | undefined): void {
    const mark = check && this.#marksChecks ? ' [CHECK MODE]' : '';
    this.#display.banner(play.trim() ? `PLAY [${play.trim()}]${mark}` : `PLAY${mark}`);
  }

  #taskBanner(task: TaskRef): void {
    if (this.#banner === task.id) return;
    this.#banner = task.id;
    const mark = task.check && this.#marksChecks ? ' [CHECK MODE]' : '';
    this.#display.banner(
      `${task.handler ? 'RUNNING HANDLER' : 'TASK'} [${titleOf(task)}${this.#showsArgs ? (task.args ?? '') : ''}]${mark}`,
    );
    if (this.options.verbosity >= 2) this.#taskPath(task);
  }

  #taskPath({ at }: TaskRef): void {
    if (at) this.#display.line(`task path: ${at.file}:${at.line}`, 'DEBUG');
  }

  #hostStart(event: Of<'host-start'>): void {
    if (this.#display.config.bool('default.show_per_host_start'))
      this.#display.line(` [started ${prefixOf(event.task)}: ${titleOf(event.task)} on ${event.host}]`, 'OK');
  }

  #result(event: Of<'task-result'>): void {
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

  #done(event: Of<'task-result'>, status: 'ok' | 'changed'): void {
    if (!event.looped) this.#diff(event);
    if (isInclude(event.task)) return this.#taskBanner(event.task);
    if (status === 'ok' && !this.#showsOk) return;
    this.#taskBanner(event.task);
    this.#notes(event.result);
    if (event.looped && !isCensored(event.result)) return;
    this.#display.line(
      `${status}: [${labelOf(event)}]${this.#verbose(event)}`,
      status === 'ok' ? 'OK' : 'CHANGED',
    );
  }

  #skipped(event: Of<'task-result'>): void {
    if (!this.#showsSkipped) return;
    this.#taskBanner(event.task);
    this.#display.line(`skipping: [${event.host}]${this.#verbose(event)}`, 'SKIP');
  }

  #unreachable(event: Of<'task-result'>): void {
    this.#taskBanner(event.task);
    const text = `fatal: [${labelOf(event)}]: UNREACHABLE! => ${this.#dump(event)}`;
    this.#display.line(text, 'UNREACHABLE', this.#failuresToStderr);
    if (event.ignored) this.#display.line('...ignoring', 'SKIP');
  }

  #failed(event: Of<'task-result'>): void {
    this.#taskBanner(event.task);
    this.#notes(event.result);
    const { config } = this.#display;
    // of a debug loop nothing but its message is left, of a hidden one not even its items
    if (
      !event.looped ||
      isCensored(event.result) ||
      (isDebug(event.task) && 'msg' in asFields(event.result))
    ) {
      if (this.options.verbosity < 2 && config.bool('default.show_task_path_on_failure'))
        this.#taskPath(event.task);
      this.#display.line(
        `fatal: [${labelOf(event)}]: FAILED! => ${this.#dump(event)}`,
        'ERROR',
        this.#failuresToStderr,
      );
    }
    if (event.ignored) this.#display.line('...ignoring', 'SKIP');
  }

  #item(event: Of<'item-result'>): void {
    if (isInclude(event.task)) return;
    const item = `(item=${isCensored(event.result) ? 'None' : sanitize(pythonStr(event.label))})`;
    switch (event.status) {
      case 'ok':
      case 'changed':
        this.#diff(event);
        if (event.status === 'ok' && !this.#showsOk) return;
        this.#taskBanner(event.task);
        return this.#display.line(
          `${event.status}: [${labelOf(event)}] => ${item}${this.#verbose(event)}`,
          event.status === 'ok' ? 'OK' : 'CHANGED',
        );
      case 'skipped':
        if (!this.#showsSkipped) return;
        this.#taskBanner(event.task);
        return this.#display.line(`skipping: [${event.host}] => ${item} ${this.#verbose(event)}`, 'SKIP');
      case 'failed':
      case 'unreachable':
        this.#taskBanner(event.task);
        this.#notes(event.result);
        return this.#display.line(
          `failed: [${labelOf(event)}] ${item} => ${this.#dump(event)}`,
          'ERROR',
          this.#failuresToStderr,
        );
    }
  }

  #included(event: Of<'included'>): void {
    this.#taskBanner(event.task);
    if (/(^|\.)include_role$/.test(event.task.module)) return;
    const label = event.label === undefined ? '' : ` => (item=${sanitize(pythonStr(event.label))})`;
    this.#display.line(`included: ${event.file} for ${event.hosts.join(', ')}${label}`, 'SKIP');
  }

  #retry(event: Of<'retry'>): void {
    const left = event.retries - event.attempt + 1;
    const result = this.options.verbosity > 2 ? `Result was: ${this.#dump(event)}` : '';
    this.#display.line(
      `FAILED - RETRYING: [${event.host}]: ${titleOf(event.task)} (${left} retries left).${result}`,
      'DEBUG',
    );
  }

  #asyncPoll(event: Of<'async-poll'>): void {
    const words = { running: 'ASYNC POLL', finished: 'ASYNC OK', failed: 'ASYNC FAILED' };
    const detail = event.status === 'running' ? ' started=1 finished=0' : '';
    this.#display.line(`${words[event.status]} on ${event.host}: jid=${event.jobId}${detail}`, 'DEBUG');
  }

  #dump({ task, result }: { readonly task: TaskRef; readonly result: Json }): string {
    const { config } = this.#display;
    const always = hasLongResult(task) && asFields(result)['_ansible_verbose_always'] === true;
    return dumpResult(cleanResult(task, result), config, this.options.verbosity, always);
  }

  // debug is always shown, facts only with -vvv, other results with -v
  #verbose(event: { readonly task: TaskRef; readonly result: Json }): string {
    const { _ansible_verbose_always: always, _ansible_verbose_override: never } = asFields(event.result);
    const isFacts = /(^|\.)gather_facts$/.test(event.task.module);
    const shown = (this.options.verbosity > 0 || always === true) && never !== true && !isFacts;
    return shown ? ` => ${this.#dump(event)}` : '';
  }

  #notes(result: Json): void {
    const { warnings, deprecations } = asFields(result);
    if (Array.isArray(warnings) && this.#display.config.bool('ACTION_WARNINGS'))
      for (const warning of warnings as readonly Json[]) this.#display.warning(pythonStr(warning));
    if (Array.isArray(deprecations))
      for (const one of deprecations as readonly Json[])
        this.#display.deprecation(deprecationText(asFields(one)));
  }

  #diff(event: Of<'task-result'> | Of<'item-result'>): void {
    if (!event.showDiff || event.status !== 'changed') return;
    const text = ansibleDiff(asFields(event.result)['diff'], this.#display);
    if (text !== '') this.#taskBanner(event.task);
    if (text !== '') this.#display.line(text);
  }

  #recap(event: Of<'run-end'>): void {
    if (neverBegan(event)) return;
    showRecap(this.#display, event.totals, event.customStats);
    if (this.#check && this.#marksChecks) this.#display.banner('DRY RUN');
  }
}
