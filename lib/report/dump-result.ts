import type { Config } from '../config/index.js';
import type { TaskRef } from '../core/event.js';
import type { Json } from '../core/json.js';
import { valueFromJson } from '../core/value-from-json.js';
import { dumpYaml } from '../template/index.js';
import { pythonJson } from './python-text.js';
import { asFields } from './result-text.js';
import { sanitize } from './sanitize.js';

type Fields = Readonly<Record<string, Json>>;

/** A result as the callback `default` writes it behind ` => `: JSON or YAML, on one line or many. */
export function dumpResult(result: Json, config: Config, verbosity: number, always = false): string {
  const fields = shownFields(asFields(result), verbosity);
  const isYaml = config.text('default.result_format') === 'yaml';
  const pretty = config.isSet('default.pretty_results') ? config.bool('default.pretty_results') : undefined;
  const many =
    pretty !== false &&
    (always || isYaml || pretty === true || verbosity > 2 || (pretty === undefined && isYaml));
  if (!isYaml) return sanitize(pythonJson(fields, many ? 4 : undefined));
  const lossy = pretty !== false ? omitLines(fields) : fields;
  const text = dumpYaml(valueFromJson(lossy), {
    flow: false,
    blockText: pretty === false ? 'exact' : 'readable',
    ...(many ? { indent: 4 } : {}),
  });
  return `\n${sanitize(text.replace(/^(?=[^\n])/gm, '    '))}`;
}

function shownFields(fields: Fields, verbosity: number): Fields {
  const hidden = verbosity < 3 ? ['exception', 'invocation', 'diff'] : ['exception'];
  return Object.fromEntries(
    Object.entries(fields).filter(([key]) => !key.startsWith('_ansible_') && !hidden.includes(key)),
  );
}

// the lines are the text once more
function omitLines(fields: Fields): Fields {
  const shown: Record<string, Json> = { ...fields };
  for (const stream of ['stdout', 'stderr'])
    if (stream in shown && `${stream}_lines` in shown) shown[`${stream}_lines`] = '<omitted>';
  return shown;
}

export const isDebug = ({ module }: TaskRef): boolean => /^(ansible\.(builtin|legacy)\.)?debug$/.test(module);

const ownWords = ['failed', 'skipped', 'warnings', 'deprecations', 'results'];
const ownWordsOfDebug = ['changed', 'failed', 'skipped', 'invocation', 'skip_reason'];

/** What of a result is the task's answer: how it ended is said by the line itself. */
export function cleanResult(task: TaskRef, result: Json): Json {
  const fields = Object.entries(asFields(result)).filter(([key]) => !ownWords.includes(key));
  if (!isDebug(task)) return Object.fromEntries(fields);
  const shown =
    'msg' in asFields(result)
      ? fields.filter(([key]) => key === 'msg' || key.startsWith('_'))
      : fields.filter(([key]) => !ownWordsOfDebug.includes(key));
  return Object.fromEntries(shown);
}
