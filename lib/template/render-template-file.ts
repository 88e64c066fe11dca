import { readFileSync, statSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';

import { excerptOf, TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import type { Dict, Value } from '../core/value.js';
import { formatTime } from './format-time.js';
import { renderEjs } from './render-ejs.js';
import { renderJinjaText, type TemplateFileOptions } from './render-jinja-text.js';
import type { Templar } from './templar.js';
import { TemplateError } from './template-error.js';

export interface TemplateFile {
  /** The template on the controller. `.ejs` is EJS, anything else Jinja2. */
  readonly path: string;
  /** Its text when it was read already. */
  readonly text?: string;
  readonly vars?: Dict;
  /** Where the result goes: `template_destpath`. */
  readonly dest?: string;
  readonly options?: TemplateFileOptions;
}

/** Renders a template file with all variables in scope, plus `template_path`, `template_host` and the others of Ansible. */
export async function renderTemplateFile(templar: Templar, file: TemplateFile): Promise<string> {
  const text = file.text ?? readFileSync(file.path, 'utf8');
  const own = fileVariables(file);
  const vars = new Map([...own, ...(file.vars ?? [])]);
  try {
    if (file.path.endsWith('.ejs')) return await renderEjs(templar.with(vars), file.path, text);
    return renderJinjaText(templar, {
      text,
      path: file.path,
      vars,
      ...(file.options ? { options: file.options } : {}),
    }) as string;
  } catch (error) {
    throw explained(error, templar, file.path, text);
  }
}

/** A mistake in this file shows its line, and the name that may have been meant. */
function explained(error: unknown, { variables }: Templar, path: string, text: string): unknown {
  if (!(error instanceof TsplayError)) return error;
  const [problem] = error.problems;
  if (problem?.at?.file !== path || problem.excerpt !== undefined) return error;
  const name = /^'(\w+)' is undefined/.exec(problem.message)?.[1];
  const hint = problem.hint ?? (name === undefined ? undefined : didYouMean(name, variables.names()));
  const told = { ...problem, hint, excerpt: excerptOf(text.replace(/\r\n?/g, '\n'), problem.at) };
  return error instanceof TemplateError
    ? new TemplateError(told, error.type, error.reason)
    : new TsplayError(told);
}

function fileVariables({ path, dest }: TemplateFile): Dict {
  const stats = statSync(path, { throwIfNoEntry: false });
  const time = stats?.mtimeMs ?? Date.now();
  const entries: [string, Value][] = [
    ['template_host', hostname()],
    ['template_path', path],
    ['template_fullpath', resolve(path)],
    ['template_mtime', formatTime('%Y-%m-%d %H:%M:%S', time, false)],
    ['template_uid', stats ? ownerOf(stats.uid) : ''],
    ['template_destpath', dest ?? ''],
    ['template_run_date', formatTime('%Y-%m-%d %H:%M:%S', Date.now(), false)],
  ];
  return new Map<Value, Value>(entries);
}

const ownerOf = (uid: number): string => (uid === userInfo().uid ? userInfo().username : String(uid));
