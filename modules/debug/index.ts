import { TsplayError } from '../../lib/core/problem.js';
import {
  defineModule,
  failure,
  makeResult,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import { int, orNull, pythonType, raw, toJsonText } from '../../lib/schema/index.js';
import { isDict, TemplateString, trustText, type Value } from '../../lib/core/value.js';

export const module = defineModule({
  name: 'debug',
  summary: 'Prints a message or a variable',
  examples: `
- name: A text
  debug:
    msg: '{{ inventory_hostname }} is {{ ansible_host }}'

- name: A variable, only with -v
  debug:
    var: hostvars[inventory_hostname].group_names
    verbosity: 1`,
  args: {
    msg: orNull(raw({ doc: 'The message; any value', fallback: 'Hello world!' })),
    var: raw({ doc: 'An expression whose value is printed' }),
    verbosity: int({ doc: 'Print only at this number of -v or more', fallback: 0 }),
  },
  rules: [
    { kind: 'mutually_exclusive', names: ['msg', 'var'], says: "'msg' and 'var' are incompatible options" },
  ],
  expressions: ['var'],
  returns: {},
  run(args, ctx) {
    if (ctx.verbosity < args.verbosity)
      return makeResult({ skipped: true, skipped_reason: 'Verbosity threshold not met.' });
    return args.var === undefined ? shown({ msg: args.msg }) : showVariable(args.var, ctx);
  },
});

const NOT_DEFINED = 'VARIABLE IS NOT DEFINED!';

// the terminal shows a debug result in full without -v
const shown = (entries: Readonly<Record<string, Value>>): Result =>
  makeResult({ ...entries, failed: false, changed: false, _ansible_verbose_always: true });

// what the user wrote is an expression; what a template made of it is at most the name of a variable
function showVariable(given: Value, ctx: ModuleContext): Result {
  if (given instanceof TemplateString && !isTemplated(given)) return showExpression(given.text, ctx);
  const produced = given instanceof TemplateString ? ctx.templar.render(given) : given;
  if (typeof produced !== 'string') return shown({ [labelOf(produced)]: NOT_DEFINED });
  return /^[A-Za-z_]\w*(\.\w+)*$/.test(produced)
    ? showExpression(produced, ctx)
    : shown({ [produced]: produced });
}

const isTemplated = ({ text }: TemplateString): boolean => trustText(text) instanceof TemplateString;

function showExpression(expression: string, ctx: ModuleContext): Result {
  try {
    const value = ctx.templar.render(trustText(`{{ ${expression} }}`, ctx.at), { undefinedAsText: false });
    return shown({ [expression]: value });
  } catch (cause) {
    if (!(cause instanceof TsplayError)) throw cause;
    const undefinedOnly = cause.problems.every((problem) => problem.code === 'undefined-variable');
    return undefinedOnly ? shown({ [expression]: NOT_DEFINED }) : failure(cause.message);
  }
}

// what is no text names no variable, whatever it is
const labelOf = (value: Value): string =>
  Array.isArray(value) || isDict(value) ? `<class '${pythonType(value)}'>` : toJsonText(value);
