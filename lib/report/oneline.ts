import { createHostReporter, type TaskResult } from './host-lines.js';
import { pythonJson } from './python-text.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { asFields, textOf } from './result-text.js';
import { isTextModule, shownFields } from './shown-result.js';

/**
 * `--output oneline`: what `ansible --one-line` prints.
 * Source: output recorded from ansible-core 2.14.18.
 */
export function createOnelineReporter(options: ReporterOptions): Reporter {
  const json = ({ result }: TaskResult): string => {
    const fields = asFields(result);
    const indent = fields['_ansible_verbose_always'] === true ? 4 : 0;
    return pythonJson(shownFields(fields, options.verbosity), indent).replaceAll('\n', '');
  };
  return createHostReporter(options, {
    diffs: false,
    write: (event, caption) => {
      const { host, status, task, result } = event;
      if (status === 'skipped') return `${host} | ${caption}`;
      if (status === 'unreachable') return `${host} | ${caption}: ${textOf(asFields(result)['msg'])}`;
      if (status === 'failed') return failedLine(event, json(event));
      if (isTextModule(task) && !('ansible_job_id' in asFields(result))) return commandLine(event, caption);
      return `${host} | ${caption} => ${json(event)}`;
    },
  });
}

function failedLine({ host, task, result }: TaskResult, json: string): string {
  const fields = asFields(result);
  if (isTextModule(task) && 'module_stderr' in fields)
    return `${host} | FAILED | rc=${textOf(fields['rc'] ?? -1)}${outputOf(fields)}`;
  return `${host} | FAILED! => ${json}`;
}

function commandLine({ host, result }: TaskResult, caption: string): string {
  const fields = asFields(result);
  return `${host} | ${caption} | rc=${textOf(fields['rc'] ?? -1)}${outputOf(fields)}`;
}

function outputOf(fields: ReturnType<typeof asFields>): string {
  const stderr = inOneLine(textOf(fields['stderr']));
  return ` | (stdout) ${inOneLine(textOf(fields['stdout']))}${stderr === '' ? '' : ` (stderr) ${stderr}`}`;
}

const inOneLine = (text: string): string => text.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
