import type { Problem } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import { didYouMean } from '../core/suggest.js';
import { PyText, TemplateString, isDict, type Dict, type Value } from '../core/value.js';
import { Mismatch, type ArgsOf, type Field, type Fields } from './field.js';
import { pythonText } from './python-text.js';
import { brokenRules, type Rule } from './rules.js';

export interface ParseOptions {
  readonly rules?: readonly Rule[];
  /** Where each key stands. */
  readonly at?: (key: string) => SourcePos | undefined;
  /** What the fields belong to, for messages: `copy module`. */
  readonly owner?: string;
  /** Before the run: values with templates are taken as good, and presence alone counts. */
  readonly isStatic?: boolean;
  /** More arguments may still come (module_defaults, templated `args`). */
  readonly isPartial?: boolean;
  /** Unknown names are kept out of the way instead of being an error. */
  readonly allowUnknown?: boolean;
}

export interface Parsed<F extends Fields> {
  /** Complete only when there are no problems. */
  readonly args: ArgsOf<F>;
  readonly problems: readonly Problem[];
}

/** Coerces a dict by its fields; all problems at once, each with its place and a suggestion. */
export function parseFields<F extends Fields>(fields: F, given: Dict, options: ParseOptions = {}): Parsed<F> {
  const owner = options.owner ?? 'dict';
  const { names, required, entries } = tableOf(fields);
  const problems: Problem[] = [];
  const parsed: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const seen = new Map<string, string>();
  for (const [rawKey, value] of given) {
    const key = pythonText(rawKey);
    const at = options.at?.(key);
    const name = names.get(key);
    if (name === undefined) {
      if (!options.allowUnknown) problems.push(unknownKey(key, owner, names, at));
    } else if (value === null) {
      if (fields[name]!.takesNull) {
        seen.set(name, key);
        parsed[name] = null;
      }
    } else if (seen.has(name)) {
      problems.push({
        code: 'duplicate-option',
        message: `'${key}' and '${seen.get(name)}' are the same option of the ${owner}`,
        at,
      });
    } else {
      seen.set(name, key);
      readInto(parsed, name, key, fields[name]!, value, at, owner, options, problems);
    }
  }
  if (!options.isPartial) problems.push(...missingKeys(fields, required, seen, options));
  if (options.rules && options.rules.length > 0)
    problems.push(...ruleProblems(options.rules, fields, parsed, seen, options));
  for (const [name, field] of entries) if (!seen.has(name)) parsed[name] = field.fallback;
  return { args: parsed as ArgsOf<F>, problems };
}

/** What follows from the declarations alone, which never change. */
interface FieldTable {
  readonly entries: readonly (readonly [name: string, field: Field])[];
  /** Names and aliases, each with the name it stands for. */
  readonly names: ReadonlyMap<string, string>;
  readonly required: readonly string[];
}

const tables = new WeakMap<Fields, FieldTable>();

function tableOf(fields: Fields): FieldTable {
  let table = tables.get(fields);
  if (!table) tables.set(fields, (table = makeTable(fields)));
  return table;
}

function makeTable(fields: Fields): FieldTable {
  const entries = Object.entries(fields);
  const names = entries.flatMap(([name, { aliases }]) =>
    [name, ...aliases].map((key) => [key, name] as const),
  );
  const required = entries.filter(([, field]) => field.required).map(([name]) => name);
  return { entries, names: new Map(names), required };
}

function readInto(
  parsed: Record<string, unknown>,
  name: string,
  key: string,
  field: Field,
  value: Value,
  at: SourcePos | undefined,
  owner: string,
  options: ParseOptions,
  problems: Problem[],
): void {
  if (options.isStatic && holdsTemplate(value)) {
    parsed[name] = stillUnknown;
    return;
  }
  try {
    parsed[name] = field.parse(value instanceof PyText && field.kind !== 'raw' ? value.text : value);
  } catch (cause) {
    if (!(cause instanceof Mismatch)) throw cause;
    const what = field.kind === 'choice' ? `value of ${key}` : `option '${key}' of the ${owner}`;
    const message = field.secret ? `${what} has a value that it cannot take` : `${what} ${cause.message}`;
    problems.push({ code: cause.code, message, at, hint: cause.hint });
  }
}

const stillUnknown = Symbol('still unknown');

/** Does any part of the value need rendering? */
export function holdsTemplate(value: Value): boolean {
  if (value instanceof TemplateString) return true;
  if (Array.isArray(value)) return value.some(holdsTemplate);
  return isDict(value) && [...value].some(([key, each]) => holdsTemplate(key) || holdsTemplate(each));
}

function unknownKey(
  key: string,
  owner: string,
  names: ReadonlyMap<string, string>,
  at: SourcePos | undefined,
): Problem {
  const supported = [...new Set(names.values())]
    .filter((name) => !name.startsWith('_'))
    .sort()
    .join(', ');
  return {
    code: 'unknown-option',
    message: `unsupported option '${key}' for the ${owner}; supported options: ${supported}`,
    at,
    hint: didYouMean(key, names.keys()),
  };
}

function missingKeys(
  fields: Fields,
  required: readonly string[],
  seen: ReadonlyMap<string, string>,
  options: ParseOptions,
): Problem[] {
  const missing = required.filter((name) => !seen.has(name));
  if (missing.length === 0) return [];
  const said = missing.map((name) => fields[name]!.missing).find((text) => text !== undefined);
  return [
    {
      code: 'missing-option',
      message: said ?? `missing required arguments: ${missing.sort().join(', ')}`,
      at: options.at?.(''),
    },
  ];
}

function ruleProblems(
  rules: readonly Rule[],
  fields: Fields,
  parsed: Readonly<Record<string, unknown>>,
  seen: ReadonlyMap<string, string>,
  options: ParseOptions,
): Problem[] {
  const known = rules.filter((rule) => !options.isStatic || canJudge(rule, parsed, options));
  const valueOf = (name: string): unknown => (seen.has(name) ? parsed[name] : fields[name]?.fallback);
  const given = (name: string): boolean => seen.has(name);
  const filled = (name: string): boolean => given(name) || fields[name]?.fallback !== undefined;
  const [exclusive, others] = [true, false].map((is) =>
    known.filter((rule) => (rule.kind === 'mutually_exclusive') === is),
  );
  // what is filled in by a fallback excludes nothing
  const broken = [...brokenRules(exclusive!, given, valueOf), ...brokenRules(others!, filled, valueOf)];
  return broken.map((message) => ({ code: 'broken-rule', message, at: options.at?.('') }));
}

// a templated value may turn out to be `omit`
function canJudge(rule: Rule, parsed: Readonly<Record<string, unknown>>, options: ParseOptions): boolean {
  const names = 'name' in rule ? [rule.name, ...rule.names] : rule.names;
  if (options.isPartial && rule.kind !== 'mutually_exclusive') return false;
  return names.every((name) => parsed[name] !== stillUnknown);
}
