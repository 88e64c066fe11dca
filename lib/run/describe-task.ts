import { isDict, type Dict, type Value } from '../core/value.js';
import { keywords, type KeywordDeclaration } from '../playbook/index.js';
import type { Keyword, Task } from '../playbook/types.js';

import { asWritten } from './as-written.js';
import { planOf } from './plan.js';

/** `ansible_failed_task`: the keywords of a task, with those of its blocks and its play, as they were written. */
export function describeTask(task: Task): Dict {
  const plan = planOf(task);
  const own: [Value, Value][] = [...task.keywords.values()].map(({ name, value }) => [
    name,
    asWritten(value),
  ]);
  const inherited: [Value, Value][] = heritable.flatMap((name) => {
    const [nearest] = plan.written(name);
    return nearest ? [[name, asWritten(nearest.value)]] : [];
  });
  return new Map<Value, Value>([
    ...unsaid,
    ...own,
    ...inherited,
    ['name', asWritten(task.name ?? '')],
    ['action', asWritten(task.action.module)],
    ['args', asWritten(task.action.args)],
    ['when', joined(plan.when)],
    ['tags', joined(plan.written('tags'))],
    ['environment', [environmentOf(joined([...plan.written('environment')].reverse()))]],
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

const namesWhere = (isOne: (keyword: KeywordDeclaration) => boolean): string[] =>
  Object.keys(keywords).filter((name) => isOne(keywords[name]!));

const heritable = namesWhere(({ inherit }) => inherit === 'nearest');
const lists = namesWhere(({ type, inherit }) => type === 'conditions' && inherit === 'none');

const joined = (keywords: readonly Keyword[]): Value[] =>
  keywords.flatMap(({ value }) => asWritten(Array.isArray(value) ? value : [value]) as Value[]);

const environmentOf = (written: readonly Value[]): Value =>
  new Map(written.flatMap((one) => (isDict(one) ? [...one] : [])));
