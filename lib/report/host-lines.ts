import pc from 'picocolors';
import { loadConfig } from '../config/index.js';
import type { Event, EventOf } from '../core/event.js';
import type { Json } from '../core/json.js';
import { formatProblem } from '../core/problem.js';
import { ansibleDiff } from './ansible-diff.js';
import { AnsibleDisplay } from './ansible-display.js';
import { includeResult } from './include-result.js';
import { pythonStr } from './python-text.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { asFields } from './result-text.js';
import { sanitize } from './sanitize.js';

export type TaskResult = EventOf<'task-result'>;

/** How a result of one host is written; Ansible's word for how it ended is given. */
export type WriteResult = (event: TaskResult, caption: string) => string;

const captions = {
  ok: 'SUCCESS',
  changed: 'CHANGED',
  failed: 'FAILED',
  unreachable: 'UNREACHABLE!',
  skipped: 'SKIPPED',
} as const;
const paints = {
  ok: 'green',
  changed: 'yellow',
  failed: 'red',
  unreachable: 'red',
  skipped: 'cyan',
} as const;

/** A reporter that prints what each host answered and nothing of plays and tasks. */
export function createHostReporter(
  options: ReporterOptions,
  { write, diffs }: { readonly write: WriteResult; readonly diffs: boolean },
): Reporter {
  const { output, color, errors = process.stderr } = options;
  const display = new AnsibleDisplay(options, options.config ?? loadConfig({ env: {}, file: null }));
  const colors = pc.createColors(color);
  const warn = (message: string): void => {
    errors.write(`${colors.magenta(`[WARNING]: ${sanitize(message)}`)}\n`);
  };
  const show = (event: TaskResult): void => {
    const fields = asFields(event.result);
    const warnings = fields['warnings'];
    if (Array.isArray(warnings)) for (const one of warnings as readonly Json[]) warn(pythonStr(one));
    const diff = diffs && event.showDiff ? ansibleDiff(fields['diff'], display) : '';
    if (diff !== '') output.write(`${diff}\n`.replace(/\n{3,}$/, '\n\n'));
    output.write(`${colors[paints[event.status]](sanitize(write(event, captions[event.status])))}\n`);
  };
  const onEvent = (event: Event): void => {
    if (event.type === 'task-result') show(event);
    else if (event.type === 'included') for (const host of event.hosts) show(included(event, host));
    else if (event.type === 'retry-file') display.retryFile(event.file);
    else if (event.type === 'warning') warn(event.message);
    else if (event.type === 'problem') errors.write(`ERROR! ${formatProblem(event.problem)}\n`);
  };
  return { onEvent, close: () => {} };
}

const included = (event: EventOf<'included'>, host: string): TaskResult => {
  const { task, seq, time } = event;
  return {
    type: 'task-result',
    task,
    seq,
    time,
    host,
    status: 'ok',
    result: includeResult(event),
    durationMs: 0,
  };
};
