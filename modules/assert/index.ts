import { TsplayError } from '../../lib/core/problem.js';
import { TemplateString, type Value } from '../../lib/core/value.js';
import { defineModule, failure, makeResult, type ModuleContext } from '../../lib/module/index.js';
import { bool, pythonType, raw } from '../../lib/schema/index.js';

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
    that: raw({
      doc: 'A condition as in `when`, or a list of them',
      required: true,
      missing: 'conditional required in "that" string',
    }),
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
    const odd = oddMessage('fail_msg or msg', args.fail_msg) ?? oddMessage('success_msg', args.success_msg);
    if (odd !== undefined) return failure(odd);
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

/** A message is text or a list of texts. */
function oddMessage(name: string, message: Value | undefined): string | undefined {
  if (message === undefined || message === null || isText(message)) return undefined;
  if (!Array.isArray(message))
    return `Incorrect type for ${name}, expected a string or list and got <class '${pythonType(message)}'>`;
  return message.every(isText) ? undefined : `Type of one of the elements in ${name} list is not string type`;
}

const isText = (value: Value): boolean => typeof value === 'string';

function judge(condition: Value, ctx: ModuleContext): boolean | string {
  try {
    return ctx.templar.testThat(condition, ctx.at);
  } catch (cause) {
    if (!(cause instanceof TsplayError)) throw cause;
    return cause.problems.map((problem) => problem.message).join('; ');
  }
}
