import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig, type Config } from '../config/index.js';
import type { Event, EventOf, TaskRef } from '../core/event.js';
import type { Json } from '../core/json.js';
import { neverBegan } from './never-began.js';
import { AnsibleDisplay } from './ansible-display.js';
import { ansibleProblem } from './ansible-problem.js';
import { pythonJson } from './python-text.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { includeResult } from './include-result.js';
import { asFields, textOf, toldFields } from './result-text.js';
import { titleOf } from './title-of.js';
import { withoutInternals } from './without-internals.js';
import { xmlText, type XmlElement } from './xml-text.js';

interface TestCase {
  readonly host: string;
  readonly status: 'ok' | 'failed' | 'skipped';
  readonly seconds: number;
  readonly result: Json | string;
}
interface TestTask {
  readonly ref: TaskRef;
  readonly play: string;
  readonly start: number;
  readonly cases: TestCase[];
}

/**
 * `--output junit`, and `callbacks_enabled = junit` beside another output: a JUnit XML file in JUNIT_OUTPUT_DIR.
 * Source: files recorded from ansible-core 2.14.18.
 */
export function createJunitReporter(options: ReporterOptions): Reporter {
  const config = options.config ?? loadConfig({ env: {}, file: null });
  const display = new AnsibleDisplay(options, config);
  const report = createJunitFile(config);
  const onEvent = (event: Event): void => {
    if (event.type === 'warning') display.warning(event.message);
    else if (event.type === 'problem') display.error(ansibleProblem(event.problem));
    report.onEvent(event);
  };
  return { onEvent, close: report.close };
}

/** The file alone: it says nothing. */
export function createJunitFile(config: Config): Reporter {
  const suite = new Suite(config);
  return { onEvent: (event) => suite.add(event), close: () => {} };
}

class Suite {
  readonly #tasks = new Map<string, TestTask>();
  #name = '';
  #play = '';

  constructor(readonly config: Config) {}

  add(event: Event): void {
    switch (event.type) {
      case 'run-start':
        this.#name = path.parse(event.playbooks[0] ?? '').name;
        return;
      case 'play-start':
        this.#play = event.play;
        return;
      case 'task-start':
        this.#task(event);
        return;
      case 'included':
        return this.#included(event);
      case 'task-result':
        return this.#result(event);
      case 'run-end':
        if (!neverBegan(event) || this.#tasks.size > 0) this.#write(event.time);
        return;
      default:
        return;
    }
  }

  #task({ task, time }: { readonly task: TaskRef; readonly time: number }): TestTask {
    let known = this.#tasks.get(task.id);
    if (!known) this.#tasks.set(task.id, (known = { ref: task, play: this.#play, start: time, cases: [] }));
    return known;
  }

  #included(event: EventOf<'included'>): void {
    if (!this.#isNamed(event.task)) return;
    const task = this.#task(event);
    const seconds = (event.time - task.start) / 1000;
    const result = `${event.file} (args={} vars={}): [${event.hosts.join(', ')}]`;
    const answer = includeResult(event);
    for (const host of event.hosts) task.cases.push({ host, status: 'ok', seconds, result: answer });
    task.cases.push({ host: 'include', status: 'ok', seconds, result });
  }

  #result(event: EventOf<'task-result'>): void {
    if (event.status === 'unreachable') return;
    const task = this.#task(event);
    const status = this.#verdict(event);
    if (!this.#isNamed(event.task) && status !== 'failed') return;
    const seconds = (event.time - task.start) / 1000;
    task.cases.push({ host: event.host, status, seconds, result: event.result });
  }

  #isNamed(task: TaskRef): boolean {
    return titleOf(task).startsWith(this.config.text('junit.test_case_prefix') ?? '');
  }

  /** A name may say that a failure is what is wanted. */
  #verdict({ status, ignored, task, result }: EventOf<'task-result'>): TestCase['status'] {
    if (status === 'skipped') return 'skipped';
    const isForgiven = ignored === true && !this.config.bool('junit.fail_on_ignore');
    const isBadChange = asFields(result)['changed'] === true && this.config.bool('junit.fail_on_change');
    const failed = status === 'failed' && !isForgiven ? true : isBadChange && status !== 'failed';
    if (failed && task.name.includes('EXPECTED FAILURE')) return 'ok';
    return failed !== task.name.includes('TOGGLE RESULT') ? 'failed' : 'ok';
  }

  #write(time: number): void {
    const leavesFacts = !this.config.bool('junit.include_setup_tasks_in_report');
    const shown = [...this.#tasks.values()].filter(
      ({ ref }) => !leavesFacts || !/(^|\.)(setup|gather_facts)$/.test(ref.module),
    );
    const cases = shown.flatMap((task) => task.cases.map((one) => ({ task, one })));
    const count = (status: TestCase['status']): string =>
      String(cases.filter(({ one }) => one.status === status).length);
    const tests = String(cases.length);
    const seconds = String(cases.reduce((sum, { one }) => sum + one.seconds, 0));
    const totals = { disabled: '0', errors: '0', failures: count('failed') };
    const suite: XmlElement = {
      name: 'testsuite',
      attributes: { ...totals, name: this.#name, skipped: count('skipped'), tests, time: seconds },
      children: cases.map(({ task, one }) => this.#testCase(task, one)),
    };
    const directory = this.config.text('junit.output_dir')!;
    mkdirSync(directory, { recursive: true });
    writeFileSync(
      path.join(directory, `${this.#name}-${time / 1000}.xml`),
      xmlText({ name: 'testsuites', attributes: { ...totals, tests, time: seconds }, children: [suite] }),
    );
  }

  #testCase({ ref, play }: TestTask, { host, status, seconds, result }: TestCase): XmlElement {
    const args = this.config.bool('junit.hide_task_arguments') ? '' : (ref.args ?? '').trimEnd();
    const name = `[${host}] ${play}: ${titleOf(ref)}${args}`;
    return {
      name: 'testcase',
      attributes: { classname: this.#className(ref), name, time: String(seconds) },
      children: [outputOf(status, result)],
    };
  }

  #className({ at }: TaskRef): string {
    const base = this.config.text('junit.task_relative_path');
    const file = at ? (base === undefined ? at.file : path.relative(base, at.file)) : '';
    const place = at ? `${file}:${at.line}` : '';
    return this.config.bool('junit.task_class') ? place.replace(/\.yml:\d+$/, '') : place;
  }
}

function outputOf(status: TestCase['status'], result: Json | string): XmlElement {
  if (typeof result === 'string') return { name: 'system-out', text: result };
  const fields = toldFields(result);
  const text = dump(fields);
  if (status === 'ok') return { name: 'system-out', text };
  if (status === 'skipped') return { name: 'skipped', text: textOf(fields['skip_reason']) || 'skipped' };
  const told = fields['msg'] ?? fields['reason'];
  const message = told !== undefined ? textOf(told) : `rc=${textOf(fields['rc'] ?? 0)}`;
  return { name: 'failure', attributes: { message, type: 'failure' }, text };
}

const hidden = new Set(['failed', 'invocation', 'diff', 'exception']);

function dump(fields: Readonly<Record<string, Json>>): string {
  const shown = Object.entries(fields).filter(([key]) => !hidden.has(key));
  const indent = fields['_ansible_verbose_always'] === true ? 4 : 0;
  return pythonJson(withoutInternals(Object.fromEntries(shown)), indent);
}
