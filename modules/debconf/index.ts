import type { Value } from '../../lib/core/value.js';
import {
  dataOf,
  defineModule,
  failedResult,
  linesOf,
  makeResult,
  resultOf,
  scriptBeside,
} from '../../lib/module/index.js';
import { bool, choice, dict, pythonText, text } from '../../lib/schema/index.js';

const returns = {
  msg: text({ doc: 'What debconf said' }),
  current: dict({ doc: 'The answers: all of the package, or the new one' }),
  previous: dict({ doc: 'The answer before' }),
};

export const module = defineModule({
  name: 'debconf',
  summary: 'Answers the questions of Debian packages before they are asked',
  examples: `
- name: The locale of the system
  debconf:
    name: locales
    question: locales/default_environment_locale
    vtype: select
    value: C.UTF-8`,
  args: {
    name: text({ doc: 'The package', required: true, aliases: ['pkg'] }),
    question: text({ doc: 'Its question', aliases: ['selection', 'setting'] }),
    vtype: choice(
      ['boolean', 'error', 'multiselect', 'note', 'password', 'seen', 'select', 'string', 'text', 'title'],
      { doc: 'What kind of question' },
    ),
    value: text({ doc: 'The answer', aliases: ['answer'] }),
    unseen: bool({ doc: 'The question counts as not asked yet', fallback: false }),
  },
  rules: [{ kind: 'required_together', names: ['question', 'vtype', 'value'] }],
  returns,
  script: scriptBeside(import.meta.url, 'debconf.sh'),
  prepare: (args) => (args.vtype === 'boolean' ? { value: args.value?.toLowerCase() } : {}),
  finish(reply, args) {
    const result = resultOf(reply, {});
    const failed = failedResult(reply);
    if (failed) return failed;
    const answers = new Map(
      linesOf(dataOf(reply, 'answers') ?? '').map((line) => readAnswer(pythonText(line))),
    );
    const isChanged = result.get('changed') === true;
    const value = args.vtype === 'boolean' ? args.value!.toLowerCase() : args.value;
    if (!isChanged) return makeResult({ changed: false, msg: '', current: answers });
    const question = args.question!;
    const before = new Map<Value, Value>([[question, answers.get(question) ?? '']]);
    const after = new Map<Value, Value>([[question, value!]]);
    return makeResult({
      changed: true,
      msg: dataOf(reply, 'msg') ?? '',
      current: after,
      previous: before,
      diff: new Map<Value, Value>([
        ['before', before],
        ['after', after],
      ]),
    });
  },
});

// `* package/question: answer`
function readAnswer(line: string): [Value, Value] {
  const said = line.replace(/^\*/, '').trim();
  const at = said.indexOf(':');
  return at < 0 ? [said, ''] : [said.slice(0, at), said.slice(at + 1).trim()];
}
