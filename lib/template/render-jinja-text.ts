import { TsplayError } from '../core/problem.js';
import type { Dict, Value } from '../core/value.js';
import {
  compileTemplate,
  DEFAULT_DELIMITERS,
  parseLiteral,
  pyStr,
  pyTruth,
  type CompiledTemplate,
  type CompileOptions,
  type Delimiters,
} from '../jinja/index.js';
import { convertText } from './convert-result.js';
import { ansibleEnvironment, compiledFile, valueEnvironment } from './engine.js';
import { findTemplate } from './find-template.js';
import { loadsTemplates } from './loads-templates.js';
import { CopyingScope, isDumping } from './templar-scope.js';
import { DELIMITERS } from './delimiters.js';
import type { Templar } from './templar.js';
import { isUndefinedError } from './template-error.js';

export interface JinjaText {
  readonly text: string;
  /** The file the text came from: names it in messages, and is where includes are searched first. */
  readonly path: string;
  readonly vars?: Dict;
  /** true: text that reads as a list, dict or bool becomes one. Default false. */
  readonly convert?: boolean;
  readonly options?: TemplateFileOptions;
}

/** What the template module lets a task choose. */
export interface TemplateFileOptions {
  readonly trimBlocks?: boolean;
  readonly lstripBlocks?: boolean;
  readonly newlineSequence?: '\n' | '\r\n' | '\r';
  readonly delimiters?: Delimiters;
}

/** The text of a template file, rendered: trim_blocks is on, the `#jinja2:` header is obeyed, the last newlines are kept. */
export function renderJinjaText(
  templar: Templar,
  { text, path, vars, convert, options = {} }: JinjaText,
): Value {
  const scope = vars ? templar.with(vars) : templar;
  const { body, header, lines } = splitHeader(text);
  const settings = settingsOf(options, header);
  const at = { file: path, line: 1 + lines, column: 1 };
  const render = (): string =>
    scope.guarded(body, at, () =>
      compiled(scope, body, path, settings).render(
        isDumping(body) ? new CopyingScope(scope.scope) : scope.scope,
      ),
    );
  const rendered = templar.options.undefinedAsText ? orOwn(render, body) : render();
  const out = keepNewlines(body === '' ? '' : text, rendered, settings.newlineSequence!);
  return convert ? convertText(out) : out;
}

function orOwn(render: () => string, body: string): string {
  try {
    return render();
  } catch (error) {
    if (isUndefinedError(error)) return body;
    throw error;
  }
}

function compiled(
  scope: Templar,
  body: string,
  file: string,
  settings: Partial<CompileOptions>,
): CompiledTemplate {
  const { extensions } = scope.options;
  if (settings.delimiters === undefined && !loadsTemplates(body))
    return compiledFile(body, valueEnvironment('text', { extensions }), file, settings);
  const environment = ansibleEnvironment('text', { extensions }, (name, from) =>
    findTemplate(scope, name, from),
  );
  return compileTemplate(body, { environment, file, ...settings });
}

const HEADER = /^#jinja2:([^\n]*)\n?/;

export function splitHeader(text: string): {
  body: string;
  header: ReadonlyMap<string, Value>;
  lines: number;
} {
  const unix = text.replace(/\r\n?/g, '\n');
  const found = HEADER.exec(unix);
  if (!found) return { body: unix, header: new Map(), lines: 0 };
  const settings = found[1]!
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(settingOf);
  return { body: unix.slice(found[0].length), header: new Map(settings), lines: 1 };
}

function settingOf(part: string): [string, Value] {
  const at = part.indexOf(':');
  const value = at < 0 ? undefined : parseLiteral(part.slice(at + 1).trim());
  if (value === undefined) {
    const message =
      at < 0
        ? `failed to parse jinja2 override '${part.trim()}'. Did you use something different from colon as key-value separator?`
        : `failed to parse jinja2 override '${part.trim()}': it takes name: value, with text in quotes`;
    throw new TsplayError({ code: 'template-header', message });
  }
  return [part.slice(0, at).trim(), value];
}

export function settingsOf(
  options: TemplateFileOptions,
  header: ReadonlyMap<string, Value>,
): Partial<CompileOptions> {
  const delimiters: Record<string, string> = {
    ...(options.delimiters as Record<string, string> | undefined),
  };
  for (const [name, value] of header) {
    const field = Object.hasOwn(DELIMITERS, name) ? DELIMITERS[name] : undefined;
    if (field && typeof value === 'string') delimiters[field] = value;
  }
  const flag = (name: string, otherwise: boolean): boolean =>
    header.has(name) ? pyTruth(header.get(name)) : otherwise;
  const newline = header.get('newline_sequence');
  const unusual = Object.entries(delimiters).filter(([field, mark]) => usual[field] !== mark);
  return {
    trimBlocks: flag('trim_blocks', options.trimBlocks ?? true),
    lstripBlocks: flag('lstrip_blocks', options.lstripBlocks ?? false),
    keepTrailingNewline: flag('keep_trailing_newline', false),
    newlineSequence: newline === undefined ? (options.newlineSequence ?? '\n') : pyStr(newline),
    ...(unusual.length > 0 ? { delimiters: Object.fromEntries(unusual) } : {}),
  };
}

const usual: Readonly<Record<string, string>> = DEFAULT_DELIMITERS;

function keepNewlines(source: string, rendered: string, newline: string): string {
  const ending = (text: string): number => text.length - text.replace(/\n+$/, '').length;
  return rendered + newline.repeat(Math.max(0, ending(source) - ending(rendered)));
}
