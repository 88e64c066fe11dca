import path from 'node:path';
import { loadConfig } from '../config/index.js';
import type { Event, EventOf } from '../core/event.js';
import { quoteAll } from '../remote/quote.js';
import { neverBegan } from './never-began.js';
import { AnsibleDisplay } from './ansible-display.js';
import { ansibleProblem } from './ansible-problem.js';
import { prefixOf } from './ansible-result.js';
import { AnsibleTasks } from './ansible-tasks.js';
import { showRecap } from './ansible-recap.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { titleOf } from './title-of.js';

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
  readonly #tasks: AnsibleTasks;
  readonly #marksChecks: boolean;
  #inStep = true;
  #check = false;

  constructor(readonly options: ReporterOptions) {
    const config = options.config ?? loadConfig({ env: {}, file: null });
    this.#display = new AnsibleDisplay(options, config);
    this.#tasks = new AnsibleTasks(this.#display, options.verbosity);
    this.#marksChecks = config.bool('default.check_mode_markers');
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
        this.#tasks.forgetBanner();
        return this.#playBanner(event.play, event.check);
      case 'play-no-hosts':
        this.#playBanner(event.play, false);
        return this.#display.line('skipping: no hosts matched', 'SKIP');
      case 'task-start':
        this.#tasks.forgetBanner();
        if (this.#inStep) this.#tasks.start(event.task);
        return;
      case 'host-start':
        return this.#hostStart(event);
      case 'item-result':
        return this.#tasks.item(event);
      case 'task-result':
        return this.#tasks.result(event);
      case 'included':
        return this.#tasks.included(event);
      case 'retry':
        return this.#tasks.retry(event);
      case 'async-poll':
        return this.#tasks.asyncPoll(event);
      case 'handler-notified':
        if (this.options.verbosity > 1)
          this.#display.verbose(`NOTIFIED HANDLER ${event.handler} for ${event.host}`);
        return;
      case 'warning':
        return this.#display.warning(event.message);
      case 'problem':
        return this.#display.error(ansibleProblem(event.problem));
      case 'no-hosts-left':
        for (let i = 0; i < event.times; i++) this.#display.banner('NO MORE HOSTS LEFT');
        return;
      case 'retry-file':
        return this.#display.retryFile(event.file);
      case 'run-end':
        return this.#recap(event);
      case 'shell-start':
        return this.#display.verbose(`<${event.host}> EXEC ${quoteAll(event.argv)}`);
      case 'progress':
      case 'stopping':
      case 'play-end':
        return;
      default:
        return event satisfies never;
    }
  }

  #runStart(event: EventOf<'run-start'>): void {
    this.#check = event.check;
    const { file } = this.#display.config;
    if (this.options.verbosity > 0)
      this.#display.verbose(
        file === undefined ? 'No config file found; using defaults' : `Using ${file} as config file`,
      );
  }

  #playbookStart({ playbook, plays }: EventOf<'playbook-start'>): void {
    const isVerbose = this.options.verbosity > 1;
    if (isVerbose) this.#display.banner(`PLAYBOOK: ${path.basename(playbook)}`);
    if (this.#check && this.#marksChecks) this.#display.banner('DRY RUN');
    if (isVerbose) this.#display.verbose(`${plays} plays in ${playbook}`);
  }

  #playBanner(play: string, check: boolean | undefined): void {
    const mark = check && this.#marksChecks ? ' [CHECK MODE]' : '';
    this.#display.banner(play.trim() ? `PLAY [${play.trim()}]${mark}` : `PLAY${mark}`);
  }

  #hostStart(event: EventOf<'host-start'>): void {
    if (this.#display.config.bool('default.show_per_host_start'))
      this.#display.line(` [started ${prefixOf(event.task)}: ${titleOf(event.task)} on ${event.host}]`, 'OK');
  }

  #recap(event: EventOf<'run-end'>): void {
    if (neverBegan(event)) return;
    showRecap(this.#display, event.totals, event.customStats);
    if (this.#check && this.#marksChecks) this.#display.banner('DRY RUN');
  }
}
