import { loadConfig } from '../config/index.js';
import type { Event, EventOf, HostTotals, TaskRef } from '../core/event.js';
import type { Json } from '../core/json.js';
import type { SourcePos } from '../core/position.js';
import { neverBegan } from './never-began.js';
import { AnsibleDisplay } from './ansible-display.js';
import { ansibleProblem } from './ansible-problem.js';
import { includeResult } from './include-result.js';
import { pythonJson } from './python-text.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { asFields, toldFields } from './result-text.js';
import { titleOf } from './title-of.js';

type Fields = Record<string, Json>;

interface Span {
  readonly start: string;
  end?: string;
}
interface TaskEntry {
  readonly task: { name: string; id: string; path: string; duration: Span };
  readonly hosts: Fields;
}
interface PlayEntry {
  readonly play: { name: string; id: string; path: string; duration: Span };
  readonly tasks: TaskEntry[];
}

/**
 * `--output json`: one document at the end of the run, as Ansible's callback `ansible.posix.json` prints it.
 * Source: output recorded from ansible-core 2.14.18.
 */
export function createJsonReporter(options: ReporterOptions): Reporter {
  const config = options.config ?? loadConfig({ env: {}, file: null });
  const display = new AnsibleDisplay(options, config);
  const record = new Recording();
  const onEvent = (event: Event): void => {
    record.add(event);
    if (event.type === 'warning') display.warning(event.message);
    else if (event.type === 'retry-file') display.retryFile(event.file);
    else if (event.type === 'problem') display.error(ansibleProblem(event.problem));
    else if (event.type === 'run-end' && !neverBegan(event)) {
      const stats = config.bool('SHOW_CUSTOM_STATS') ? asFields(event.customStats ?? {}) : {};
      const indent = config.number('json.json_indent') ?? 4;
      const text = pythonJson(documentOf(record.plays, event.totals, stats), indent > 0 ? indent : undefined);
      display.line(asciiOnly(text));
    }
  };
  return { onEvent, close: () => {} };
}

/** Plays, their tasks and what each host answered, in the order of the run. */
class Recording {
  readonly plays: PlayEntry[] = [];
  readonly #labels = new Map<string, Json[]>();
  readonly #own = new Map<string, TaskEntry>();
  #inStep = true;

  add(event: Event): void {
    switch (event.type) {
      case 'play-start':
        this.#inStep = event.lockStep !== false;
        return this.#play(event);
      case 'play-no-hosts':
        return this.#play(event);
      case 'task-start':
        if (this.#inStep) this.#task(event.task, event.time);
        return;
      case 'host-start':
        if (!this.#inStep) this.#own.set(keyOf(event), this.#task(event.task, event.time));
        return;
      case 'item-result':
        this.#labels.set(keyOf(event), [...(this.#labels.get(keyOf(event)) ?? []), event.label]);
        return;
      case 'included':
        for (const host of event.hosts) this.#answer({ ...event, host }, includeResult(event));
        return;
      case 'task-result':
        return this.#result(event);
      default:
        return;
    }
  }

  #play({ play, playId, at, time }: EventOf<'play-start'> | EventOf<'play-no-hosts'>): void {
    const duration = { start: timeText(time) };
    this.plays.push({ play: { name: play, id: playId, path: placeText(at), duration }, tasks: [] });
  }

  #task(task: TaskRef, time: number): TaskEntry {
    const { id, at } = task;
    const duration = { start: timeText(time) };
    const entry = { task: { name: titleOf(task), id, path: placeText(at), duration }, hosts: {} };
    this.plays.at(-1)?.tasks.push(entry);
    return entry;
  }

  #result(event: EventOf<'task-result'>): void {
    const labels = this.#labels.get(keyOf(event)) ?? [];
    this.#labels.delete(keyOf(event));
    const fields: Fields = { ...toldFields(event.result) };
    if (Array.isArray(fields['results']))
      fields['results'] = (fields['results'] as readonly Json[]).map((one, i) =>
        event.looped ? { ...ofItem(labels[i], asFields(one)), ...asFields(one) } : one,
      );
    // that nothing failed is told only where somebody asked
    if (fields['failed'] === false && !('failed_when_result' in fields)) delete fields['failed'];
    delete fields['_ansible_lost'];
    const isPlain = !event.looped && event.status !== 'unreachable' && !('censored' in fields);
    this.#answer(event, {
      ...fields,
      ...(isPlain ? { _ansible_no_log: false } : {}),
      ...(event.status === 'failed' || event.status === 'skipped' ? { [event.status]: true } : {}),
    });
  }

  #answer(
    event: { readonly task: TaskRef; readonly host: string; readonly time: number },
    result: Fields,
  ): void {
    const entry =
      this.#own.get(keyOf(event)) ??
      this.plays.at(-1)?.tasks.findLast(({ task }) => task.id === event.task.id) ??
      this.#task(event.task, event.time);
    entry.hosts[event.host] = { ...result, action: event.task.module };
    entry.task.duration.end = timeText(event.time);
    const play = this.plays.at(-1);
    if (play) play.play.duration.end = timeText(event.time);
  }
}

const keyOf = ({ task, host }: { readonly task: TaskRef; readonly host: string }): string =>
  `${task.id} ${host}`;

const ofItem = (label: Json | undefined, { skipped }: Readonly<Fields>): Fields => ({
  ...(label === undefined ? {} : { _ansible_item_label: label }),
  _ansible_no_log: false,
  ...(skipped === true ? {} : { failed: false }),
});

const placeText = (at: SourcePos | undefined): string => (at ? `${at.file}:${at.line}` : '');

/** UTC with microseconds, as Python writes it. */
const timeText = (time: number): string => new Date(time).toISOString().replace('Z', '000Z');

function documentOf(
  plays: readonly PlayEntry[],
  totals: Readonly<Record<string, HostTotals>>,
  { _run: ofRun, ...ofHosts }: Readonly<Record<string, Json>>,
): Json {
  const stats = Object.entries(totals).map(([host, { failed, ...others }]) => [
    host,
    { ...others, failures: failed },
  ]);
  return {
    plays: plays as unknown as Json,
    stats: Object.fromEntries(stats) as Json,
    custom_stats: ofHosts,
    global_custom_stats: ofRun ?? {},
  };
}

const asciiOnly = (text: string): string =>
  text.replace(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
