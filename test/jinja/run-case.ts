import { compileTemplate, Environment, JinjaError, type Delimiters } from '../../lib/jinja/index.js';
import { DELIMITERS } from '../../lib/template/delimiters.js';

/** What a recorded case has besides template and answer. */
export interface CaseSettings {
  readonly context?: Record<string, unknown>;
  readonly files?: Record<string, string>;
  readonly options?: Record<string, string | boolean>;
}

export type RecordedCase = readonly [template: string, ...rest: unknown[]];

/** Renders a recorded template as plain Jinja does; text, or the error as `class: message`. */
export function runCase(recorded: RecordedCase): { text?: string; error?: JinjaError } {
  const { context = {}, files = {}, options = {} } = settingsOf(recorded);
  const environment = new Environment({
    extensions: ['do', 'loopcontrols'],
    loadTemplate: (name) => (Object.hasOwn(files, name) ? { source: files[name]!, file: name } : undefined),
  });
  try {
    const template = compileTemplate(recorded[0], {
      environment,
      trimBlocks: options.trim_blocks === true,
      lstripBlocks: options.lstrip_blocks === true,
      keepTrailingNewline: options.keep_trailing_newline === true,
      newlineSequence: typeof options.newline_sequence === 'string' ? options.newline_sequence : '\n',
      delimiters: delimitersOf(options),
    });
    return {
      text: template.render({
        get: (name) => (Object.hasOwn(context, name) ? pythonValue(context[name]) : undefined),
      }),
    };
  } catch (error) {
    if (error instanceof JinjaError) return { error };
    throw error;
  }
}

export function settingsOf(recorded: RecordedCase): CaseSettings {
  const last = recorded.at(-1);
  return typeof last === 'object' && last !== null ? last : {};
}

// JSON's objects are dicts
function pythonValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pythonValue);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, item]) => [key, pythonValue(item)]));
}

function delimitersOf(options: Record<string, string | boolean>): Delimiters {
  const delimiters: Record<string, string> = {};
  for (const [key, name] of Object.entries(DELIMITERS)) {
    if (typeof options[key] === 'string') delimiters[name] = options[key];
  }
  return delimiters;
}
