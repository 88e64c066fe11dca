import { isDict, TemplateString, type Dict, type Value } from '../core/value.js';
import type { Keyword, Task } from '../playbook/types.js';

import { planOf } from './plan.js';

/** `ansible_failed_task`: the keywords of a task, with those of its blocks and its play, as they were written. */
export function describeTask(task: Task): Dict {
  const plan = planOf(task);
  const written = (name: string): readonly Keyword[] => plan.written(name);
  const own: [Value, Value][] = [...task.keywords.values()].map(({ name, value }) => [
    name,
    untemplated(value),
  ]);
  const inherited: [Value, Value][] = heritable.flatMap((name) => {
    const [nearest] = written(name);
    return nearest ? [[name, untemplated(nearest.value)]] : [];
  });
  return new Map<Value, Value>([
    ...unsaid,
    ...own,
    ...inherited,
    ['name', untemplated(task.name ?? '')],
    ['action', untemplated(task.action.module)],
    ['args', untemplated(task.action.args)],
    ['when', joined(plan.when)],
    ['tags', joined(written('tags'))],
    ['environment', [environmentOf(joined([...written('environment')].reverse()))]],
    ...lists.flatMap((name): [Value, Value][] => {
      const keyword = task.keywords.get(name);
      return keyword ? [[name, joined([keyword])]] : [];
    }),
  ]);
}

/** What a task is where nothing was said, as Ansible shows it. */
const unsaid: readonly (readonly [Value, Value])[] = [
  ['become', false],
  ['changed_when', []],
  ['delay', 5],
  ['delegate_to', null],
  ['failed_when', []],
  ['ignore_errors', null],
  ['ignore_unreachable', null],
  ['loop', null],
  ['no_log', false],
  ['notify', null],
  ['poll', 15],
  ['register', null],
  ['retries', 3],
  ['run_once', null],
  ['until', []],
  ['vars', new Map()],
];

const heritable = [
  ...[
    'any_errors_fatal',
    'become',
    'become_exe',
    'become_flags',
    'become_method',
    'become_user',
    'check_mode',
  ],
  ...['collections', 'connection', 'debugger', 'delegate_facts', 'delegate_to', 'diff', 'ignore_errors'],
  ...['ignore_unreachable', 'no_log', 'port', 'remote_user', 'run_once', 'throttle', 'timeout'],
];
const lists = ['changed_when', 'failed_when', 'until'];

const joined = (keywords: readonly Keyword[]): Value[] =>
  keywords.flatMap(({ value }) => untemplated(Array.isArray(value) ? value : [value]) as Value[]);

// what was written, for reading: its templates are not rendered again
function untemplated(value: Value): Value {
  if (value instanceof TemplateString) return value.text;
  if (Array.isArray(value)) return value.map(untemplated);
  return isDict(value) ? new Map([...value].map(([key, item]) => [key, untemplated(item)])) : value;
}

const environmentOf = (written: readonly Value[]): Value =>
  new Map(written.flatMap((one) => (isDict(one) ? [...one] : [])));
