import type { Problem } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import type { Dict, Value } from '../core/value.js';
import { parseFields, pythonText, type Fields, type Parsed } from '../schema/index.js';
import type { Module } from './module.js';

export interface ValidateOptions {
  /** Before any host is touched: values with templates are skipped, names are checked. */
  readonly static?: boolean;
  /** `module_defaults` or a templated `args:` may add arguments. */
  readonly partial?: boolean;
  readonly argsAt?: ReadonlyMap<Value, SourcePos>;
  readonly at?: SourcePos | undefined;
}

/** All that is wrong with a task's arguments, as far as can be known now. */
export const validateModuleArgs = (
  module: Module,
  args: Dict,
  options: ValidateOptions = {},
): readonly Problem[] => parseModuleArgs(module, args, options).problems;

/** Typed arguments, what is wrong with them, and (for open modules) the options that are not declared. */
export function parseModuleArgs(
  module: Module,
  args: Dict,
  options: ValidateOptions = {},
): Parsed<Fields> & { readonly extra: ReadonlyMap<string, Value> } {
  const named = nameFreeText(module, args);
  const parsed = parseFields(module.args, named, {
    rules: module.rules ?? [],
    owner: `${module.name} module`,
    at: (key) => options.argsAt?.get(key === module.freeForm ? '_raw_params' : key) ?? options.at,
    isStatic: options.static ?? false,
    isPartial: options.partial ?? false,
    allowUnknown: module.open ?? false,
  });
  return {
    ...parsed,
    problems: options.static ? parsed.problems : inAnsiblesWords(parsed.problems, module, named),
    args: parsed.args,
    extra: module.open ? undeclared(module, named) : new Map(),
  };
}

const withOwnWords = ['assert', 'debug', 'fail', 'group_by', 'set_stats', 'wait_for_connection'];

// playbooks compare what these answer; without a host our own words say more
function inAnsiblesWords(all: readonly Problem[], module: Module, args: Dict): readonly Problem[] {
  const problems = all.map((problem) => ({ ...problem, message: mismatchInAnsiblesWords(problem.message) }));
  const first = problems.find(({ code }) => code === 'unknown-option');
  if (!first) return problems;
  const names = [...undeclared(module, args).keys()];
  const message = withOwnWords.includes(module.name)
    ? `Invalid options for ${module.name}: ${names.join(',')}`
    : `Unsupported parameters for (${module.name}) module: ${names.sort().join(', ')}. ${supportedBy(module)}`;
  return [{ ...first, message }, ...problems.filter(({ code }) => code !== 'unknown-option')];
}

const mismatchInAnsiblesWords = (message: string): string =>
  message
    .replace(/^option '(?:[^']*_)?mode' of the \w+ module must be/, 'mode must be')
    .replace(
      /^option ('.*?') of the \w+ module is of type (\w+) and cannot be converted to (\w+)(?:: (.*))?$/s,
      (_, name: string, from: string, to: string, why: string | undefined) =>
        `argument ${name} is of type <class '${from}'> and we were unable to convert to ${to}: ${reasonOf(from, to, why)}`,
    );

const reasonOf = (from: string, to: string, why = ''): string =>
  to === 'bool'
    ? why.replace('the value', 'The value')
    : `<class '${from}'> cannot be converted to ${article(to)} ${to}`;

const article = (word: string): string => (word === 'int' ? 'an' : 'a');

function supportedBy({ args }: Module): string {
  const fields = Object.entries(args).filter(([name]) => !name.startsWith('_'));
  const aliases = fields.flatMap(([, field]) => field.aliases).sort();
  const names = fields.map(([name]) => name).sort();
  return `Supported parameters include: ${names.join(', ')}${aliases.length === 0 ? '' : ` (${aliases.join(', ')})`}.`;
}

// `command: echo hi` is `command: {cmd: echo hi}`
function nameFreeText(module: Module, args: Dict): Dict {
  const freeForm = module.freeForm;
  if (freeForm === undefined || !args.has('_raw_params')) return args;
  const free = args.get('_raw_params')!;
  const named = new Map([...args].filter(([key]) => key !== '_raw_params'));
  if (free === '' && named.has(freeForm)) return named;
  return named.set(freeForm, free);
}

function undeclared(module: Module, args: Dict): ReadonlyMap<string, Value> {
  const known = new Set(Object.entries(module.args).flatMap(([name, field]) => [name, ...field.aliases]));
  return new Map(
    [...args].filter(([key]) => !known.has(pythonText(key))).map(([key, value]) => [pythonText(key), value]),
  );
}
