import { TsplayError } from '../../lib/core/problem.js';
import { TemplateString, trustText, type Value } from '../../lib/core/value.js';
import { defineModule, failure, makeResult, type ModuleContext } from '../../lib/module/index.js';
import { bool, raw } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'assert',
  summary: 'Fails unless all conditions are true',
  examples: `
- name: There is memory enough
  assert:
    that:
      - ansible_facts.memtotal_mb >= 512
    fail_msg: '{{ ansible_facts.memtotal_mb }} MB are too few'
    quiet: true`,
  args: {
    that: raw({ doc: 'A condition as in `when`, or a list of them', required: true }),
    fail_msg: raw({ doc: 'What to say when one is false; text or a list of texts', aliases: ['msg'] }),
    success_msg: raw({ doc: 'What to say when all are true' }),
    quiet: bool({ doc: 'Say less', fallback: false }),
  },
  expressions: ['that'],
  returns: {
    assertion: raw({ doc: 'The condition that is false' }),
    evaluated_to: bool({ doc: 'false' }),
  },
  run(args, ctx) {
    const always = args.quiet ? {} : { _ansible_verbose_always: true };
    for (const condition of Array.isArray(args.that) ? args.that : [args.that]) {
      const answer = judge(condition, ctx);
      if (typeof answer === 'string') return failure(answer);
      if (!answer) {
        const msg = args.fail_msg ?? 'Assertion failed';
        return makeResult({
          ...always,
          changed: false,
          failed: true,
          evaluated_to: false,
          assertion: condition instanceof TemplateString ? condition.text : condition,
          msg,
        });
      }
    }
    return makeResult({ ...always, changed: false, msg: args.success_msg ?? 'All assertions passed' });
  },
});

function judge(condition: Value, ctx: ModuleContext): boolean | string {
  try {
    return holds(condition, ctx);
  } catch (cause) {
    if (!(cause instanceof TsplayError)) throw cause;
    return cause.problems.map((problem) => problem.message).join('; ');
  }
}

/** The user's text is an expression; what one whole template makes is a value, and text in it is no expression. */
function holds(condition: Value, ctx: ModuleContext): boolean {
  if (condition instanceof TemplateString && !/^\s*\{\{(?:(?!\}\}|\{\{)[^])*\}\}\s*$/.test(condition.text))
    return isTemplated(condition)
      ? ctx.templar.test(condition, ctx.at)
      : ctx.templar.test(condition.text, ctx.at);
  const value = condition instanceof TemplateString ? ctx.templar.render(condition) : condition;
  if (Array.isArray(value)) return value.every((one) => holds(one, ctx));
  if (typeof value !== 'string') return ctx.templar.test(value, ctx.at);
  if (/^(true|yes|on|1)?$/i.test(value.trim())) return true;
  if (/^(false|no|off|0|none)$/i.test(value.trim())) return false;
  const message = `'${value}' came out of a template: a condition is what the task itself says`;
  throw new TsplayError({ code: 'produced-expression', message, at: ctx.at });
}

const isTemplated = ({ text }: TemplateString): boolean => trustText(text) instanceof TemplateString;
