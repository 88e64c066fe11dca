import pc from 'picocolors';
import type { Event } from '../core/event.js';
import type { Json } from '../core/json.js';
import { formatProblem } from '../core/problem.js';
import { diffLines } from './diff-text.js';
import { pythonStr } from './python-text.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { asFields } from './result-text.js';
import { sanitize } from './sanitize.js';

export type TaskResult = Extract<Event, { type: 'task-result' }>;

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
  { output, color }: ReporterOptions,
  { write, diffs }: { readonly write: WriteResult; readonly diffs: boolean },
): Reporter {
  const colors = pc.createColors(color);
  const warn = (message: string): void => {
    process.stderr.write(`${colors.magenta(`[WARNING]: ${sanitize(message)}`)}\n`);
  };
  const show = (event: TaskResult): void => {
    const fields = asFields(event.result);
    const warnings = fields['warnings'];
    if (Array.isArray(warnings)) for (const one of warnings as readonly Json[]) warn(pythonStr(one));
    const lines = diffs ? diffLines(fields['diff']) : [];
    if (lines.length > 0) output.write(`${lines.join('\n')}\n\n`);
    output.write(`${colors[paints[event.status]](sanitize(write(event, captions[event.status])))}\n`);
  };
  const onEvent = (event: Event): void => {
    if (event.type === 'task-result') show(event);
    else if (event.type === 'warning') warn(event.message);
    else if (event.type === 'problem') process.stderr.write(`ERROR! ${formatProblem(event.problem)}\n`);
  };
  return { onEvent, close: () => {} };
}
