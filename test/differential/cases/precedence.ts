import { playbookCase, type Case } from '../case.js';

type Node = Record<string, unknown>;

/** A place that sets `level`, lowest first: two at a time meet, so that each beats each lower one somewhere. */
const levels: readonly { readonly name: string; readonly run?: string; set(play: Node, task: Node): void }[] =
  [
    { name: 'role default', set: (play) => (play['roles'] = [{ role: 'plain' }]) },
    { name: 'play vars', set: (play) => (play['vars'] = { level: 'play vars' }) },
    { name: 'vars_prompt', set: (play) => (play['vars_prompt'] = [{ name: 'level', default: 'prompted' }]) },
    { name: 'vars_files', set: (play) => (play['vars_files'] = ['vars/a.yml']) },
    { name: 'block vars', set: (play) => (play['blockVars'] = { level: 'block vars' }) },
    { name: 'task vars', set: (_, task) => (task['vars'] = { level: 'task vars' }) },
    {
      name: 'include_vars',
      set: (play) => (play['pre_tasks'] = [...pre(play), { include_vars: 'vars/b.yml' }]),
    },
    {
      name: 'set_fact',
      set: (play) => (play['pre_tasks'] = [...pre(play), { set_fact: { level: 'set_fact' } }]),
    },
    {
      name: 'register',
      set: (play) =>
        (play['pre_tasks'] = [...pre(play), { debug: { msg: 'registered' }, register: 'level' }]),
    },
    { name: 'extra vars', run: '-e level=extra', set: () => undefined },
  ];

const pre = (play: Node): unknown[] => (play['pre_tasks'] as unknown[] | undefined) ?? [];

/** Every pair of levels. */
export function precedenceCases(): Case[] {
  return levels.flatMap((low, i) =>
    levels.slice(i + 1).map((high) => {
      const play: Node = { hosts: 'web' };
      const task: Node = { name: 'which', debug: { msg: '{{ level }}' } };
      for (const level of [low, high]) level.set(play, task);
      const { blockVars, ...rest } = play;
      const block = blockVars === undefined ? task : { vars: blockVars, block: [task] };
      const tasks = [block, { name: 'then', debug: { msg: "{{ hostvars['h2'].level | default('none') }}" } }];
      return playbookCase(
        `precedence: ${low.name} and ${high.name}`,
        [{ ...rest, tasks }],
        low.run ?? high.run,
      );
    }),
  );
}
