import type { Json } from '../core/json.js';
import type { AnsibleDisplay } from './ansible-display.js';
import { unifiedDiff } from './python-diff.js';
import { pythonJson } from './python-text.js';
import { asFields, textOf } from './result-text.js';
import { sanitize } from './sanitize.js';

type Fields = Readonly<Record<string, Json>>;

/** The `diff` of a result as Ansible's callbacks print it; empty when there is nothing to see. */
export function ansibleDiff(diff: Json | undefined, display: AnsibleDisplay): string {
  if (diff === undefined || diff === null) return '';
  const parts = Array.isArray(diff) ? (diff as readonly Json[]) : [diff];
  return parts.map((part) => partText(asFields(part), display)).join('');
}

function partText(part: Fields, display: AnsibleDisplay): string {
  return [
    part['dst_binary'] ? 'diff skipped: destination file appears to be binary\n' : '',
    part['src_binary'] ? 'diff skipped: source file appears to be binary\n' : '',
    part['dst_larger']
      ? `diff skipped: destination file size is greater than ${textOf(part['dst_larger'])}\n`
      : '',
    part['src_larger']
      ? `diff skipped: source file size is greater than ${textOf(part['src_larger'])}\n`
      : '',
    'before' in part && 'after' in part ? comparison(part, display) : '',
    typeof part['prepared'] === 'string' ? sanitize(part['prepared']) : '',
  ].join('');
}

function comparison(part: Fields, display: AnsibleDisplay): string {
  const header = (key: 'before' | 'after'): string => {
    const given = part[`${key}_header`];
    return given === undefined || given === null || given === '' ? key : `${key}: ${textOf(given)}`;
  };
  const lines = unifiedDiff(
    linesOf(part['before']!),
    linesOf(part['after']!),
    { from: header('before'), to: header('after') },
    display.config.number('DIFF_CONTEXT') ?? 3,
  );
  return lines.length === 0 ? '' : `${lines.map((line) => paint(sanitize(line), display)).join('')}\n`;
}

function paint(line: string, display: AnsibleDisplay): string {
  if (line.startsWith('+')) return display.paint(line, 'DIFF_ADD');
  if (line.startsWith('-')) return display.paint(line, 'DIFF_REMOVE');
  return line.startsWith('@@') ? display.paint(line, 'DIFF_LINES') : line;
}

function linesOf(value: Json): string[] {
  const text = typeof value === 'object' && value !== null ? `${pythonJson(value, 4)}\n` : textOf(value);
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  if (lines.length > 0 && !lines.at(-1)!.endsWith('\n'))
    lines[lines.length - 1] += '\n\\ No newline at end of file\n';
  return lines;
}
