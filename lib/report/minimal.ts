import { createHostReporter, type TaskResult } from './host-lines.js';
import { pythonJson } from './python-text.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { asFields, textOf } from './result-text.js';
import { isTextModule, shownResult } from './shown-result.js';

/**
 * `--output minimal`: what the `ansible` command prints.
 * Source: output recorded from ansible-core 2.14.18.
 */
export function createMinimalReporter(options: ReporterOptions): Reporter {
  const json = (event: TaskResult): string =>
    pythonJson(shownResult(event.task, event.result, options.verbosity), 4);
  return createHostReporter(options, {
    diffs: true,
    write: (event, caption) => {
      const { host, status, task } = event;
      if (status === 'skipped') return `${host} | ${caption}`;
      if (status === 'unreachable') return `${host} | ${caption} => ${json(event)}`;
      if (isTextModule(task) && isPlainOutput(event)) return commandText(event, caption);
      return `${host} | ${caption}${status === 'failed' ? '!' : ''} => ${json(event)}`;
    },
  });
}

const isPlainOutput = ({ status, result }: TaskResult): boolean =>
  !((status === 'failed' ? 'module_stderr' : 'ansible_job_id') in asFields(result));

function commandText({ host, result }: TaskResult, caption: string): string {
  const fields = asFields(result);
  const text = ['stdout', 'stderr', 'msg'].map((key) => textOf(fields[key])).join('');
  return `${host} | ${caption} | rc=${textOf(fields['rc'] ?? -1)} >>\n${text}`;
}
