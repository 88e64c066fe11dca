import type { Json } from '../core/json.js';
import { pythonJson } from './python-text.js';
import { sanitize } from './sanitize.js';

type Fields = { readonly [key: string]: Json };

/** What a person needs to know of a failure: the message, then what the command said. */
export function failureText(result: Json): string[] {
  const fields = asFields(result);
  const lines: string[] = [];
  const message =
    ['msg', 'reason', 'message'].map((key) => textOf(fields[key])).find((text) => text !== '') ??
    'failed without a message';
  const rc = fields['rc'];
  const place = textOf(fields['_ansible_place']);
  lines.push(
    ...block(rc === undefined || rc === null || rc === 0 ? message : `${message} (rc ${textOf(rc)})`),
    ...(place === '' ? [] : ['', ...block(place)]),
  );
  for (const key of ['stderr', 'module_stderr', 'stdout', 'module_stdout', 'log']) {
    const text = textOf(fields[key]);
    if (text && !message.includes(text)) lines.push(...lastLines(text, 20).map((line) => `${key}: ${line}`));
  }
  return lines;
}

/** The message of `debug`, or the variable it shows. */
export function debugText(result: Json): string[] {
  const fields = asFields(result);
  if ('msg' in fields) return block(textOf(fields['msg']));
  const { ansible_loop_var: loopVar, ansible_index_var: indexVar } = fields;
  const shown = Object.entries(fields).filter(
    ([key]) => !hiddenKeys.has(key) && !key.startsWith('_') && key !== loopVar && key !== indexVar,
  );
  return shown.flatMap(([key, value]) => block(`${key}: ${textOf(value)}`));
}

/** A whole result, for -v. */
export function wholeResult(result: Json): string[] {
  const shown = Object.fromEntries(
    Object.entries(asFields(result)).filter(([key]) => !key.startsWith('_') && key !== 'diff'),
  );
  return block(pythonJson(shown, 2, false));
}

export function asFields(json: Json): Fields {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Fields) : {};
}

/** The fields for a record of what happened: that a loop was not skipped (`skipped: false`) is for its `register`. */
export function toldFields(json: Json): Fields {
  return Object.fromEntries(
    Object.entries(asFields(json)).filter(([key, value]) => key !== 'skipped' || value !== false),
  );
}

export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : pythonJson(value, 2, false);
}

const hiddenKeys = new Set([
  ...['changed', 'failed', 'skipped', 'invocation', 'results'],
  ...['ansible_loop_var', 'ansible_index_var', 'ansible_loop'],
]);

const block = (text: string): string[] => sanitize(text).replace(/\n+$/, '').split('\n');

function lastLines(text: string, count: number): string[] {
  const lines = block(text);
  return lines.length <= count ? lines : [`… ${lines.length - count} lines before`, ...lines.slice(-count)];
}
