import { playbookCase, type Case } from '../case.js';

type Node = Readonly<Record<string, unknown>>;

const uses: Readonly<Record<string, Node>> = {
  include_tasks: { include_tasks: 'tasks/one.yml' },
  'include_tasks of nested': { include_tasks: { file: 'tasks/nested.yml' } },
  import_tasks: { import_tasks: 'tasks/one.yml' },
  'import_tasks of nested': { import_tasks: 'tasks/nested.yml' },
  include_role: { include_role: { name: 'plain' } },
  'include_role from others': {
    include_role: {
      name: 'plain',
      tasks_from: 'other',
      vars_from: 'other.yml',
      defaults_from: 'other',
      handlers_from: 'other',
      public: true,
    },
  },
  import_role: { import_role: { name: 'plain' } },
  'import_role with needs': { import_role: { name: 'needs' } },
};

/** Each meets each use above. */
const twists: Readonly<
  Record<string, { readonly keywords?: Node; readonly run?: string; readonly play?: Node }>
> = {
  plain: { keywords: { vars: { x: 'given {{ color }}', plain_default: 'given' } } },
  'when and tags': {
    keywords: { when: "color == 'red'", tags: ['outer'] },
    run: '--tags outer',
  },
  'skipped tags': { keywords: { tags: 'outer' }, run: '--skip-tags inner,plain' },
  'in a rescued block': { play: { rescued: true }, keywords: { vars: { x: 'in a block' } } },
};
const loops: Node = {
  loop: ['a', '{{ color }}'],
  loop_control: { loop_var: 'item', index_var: 'at' },
  vars: { x: '{{ item }} {{ at }}' },
};
const looping = Object.keys(uses).filter((name) => name.startsWith('include_'));

/** Includes and imports under conditions, tags, loops, blocks and variables. */
export function includeCases(): Case[] {
  const crossed = Object.entries(twists).flatMap(([twist, { keywords, run, play }]) =>
    Object.entries(uses).map(([use, node]) => {
      const step = { ...node, ...keywords };
      const tasks = play ? [inBlock(step)] : [step];
      return playbookCase(`${use}: ${twist}`, [{ hosts: 'web', tasks: [...tasks, last] }], run);
    }),
  );
  const looped = looping.map((use) =>
    playbookCase(`${use}: loop`, [{ hosts: 'web', tasks: [{ ...uses[use], ...loops }, last] }]),
  );
  return [...crossed, ...looped, ...others];
}

const last = {
  name: 'last',
  debug: { msg: "{{ plain_default | default('-') }} {{ plain_var | default('-') }} {{ x | default('-') }}" },
  tags: ['always'],
};

const inBlock = (step: Node): Node => ({
  name: 'a block',
  block: [step, { name: 'breaks', fail: { msg: 'after the include' }, when: "color == 'red'" }],
  rescue: [{ name: 'rescued', debug: { msg: '{{ ansible_failed_task.name }}' } }],
  always: [step],
});

const handlers = [
  { name: 'handler one', debug: { msg: 'one' } },
  { name: 'included handlers', include_tasks: 'tasks/one.yml', listen: 'topic' },
];
const change = { debug: { msg: 'c' }, changed_when: true };

const others: readonly Case[] = [
  playbookCase('notifying from an include', [
    {
      hosts: 'web',
      tasks: [{ include_tasks: 'tasks/notifies.yml' }, { meta: 'flush_handlers' }, last],
      handlers,
    },
  ]),
  playbookCase('notifying from a looped include', [
    { hosts: 'web', tasks: [{ include_tasks: 'tasks/notifies.yml', loop: [1, 2] }, last], handlers },
  ]),
  playbookCase('a handler that includes', [
    { hosts: 'web', tasks: [{ ...change, notify: 'topic' }, last], handlers },
  ]),
  playbookCase('handlers imported from a file', [
    {
      hosts: 'web',
      tasks: [{ ...change, notify: 'topic' }, last],
      handlers: [{ import_tasks: 'tasks/listening.yml' }, ...handlers],
    },
  ]),
  playbookCase('handlers of an included role', [
    {
      hosts: 'web',
      tasks: [
        { include_role: { name: 'plain' } },
        { ...change, notify: ['plain handler', 'topic'] },
        { ...change, name: 'by role name', notify: 'plain : plain handler' },
      ],
    },
  ]),
  playbookCase('an include that fails in a block', [
    {
      hosts: 'web',
      tasks: [
        {
          block: [{ include_tasks: 'tasks/fails.yml', vars: { x: 'given' } }],
          rescue: [{ name: 'rescue', debug: { msg: '{{ ansible_failed_result.msg }}' } }],
        },
        last,
      ],
    },
  ]),
  playbookCase('an include chosen by host', [
    {
      hosts: 'near',
      tasks: [{ include_tasks: "tasks/{{ 'one' if color == 'red' else 'facts' }}.yml" }, last],
    },
  ]),
  playbookCase('names of imports, known before the run', [
    {
      hosts: 'web',
      vars_files: ['vars/a.yml'],
      vars: { which: 'one' },
      roles: [{ role: "{{ 'plain' if level == 'vars a' else 'none' }}" }],
      tasks: [
        { import_tasks: '{{ playbook_dir }}/tasks/{{ which }}.yml' },
        {
          import_tasks: {
            file: "tasks/{{ 'one' if groups.web | length == 2 and level == 'vars a' else 'none' }}.yml",
          },
        },
        { import_tasks: "tasks/{{ 'none' if ansible_check_mode else inside }}.yml", vars: { inside: 'one' } },
        {
          import_role: {
            name: "{{ 'plain' if ansible_version.major == 2 }}",
            tasks_from: "{{ 'other' if ansible_run_tags == ['all'] }}",
          },
        },
        last,
      ],
    },
  ]),
  playbookCase('hosts that are omitted', [
    { hosts: '{{ nobody | default(omit) }}', tasks: [last] },
    { hosts: 'h1', tasks: [last] },
  ]),
  playbookCase('facts of an include last', [
    {
      hosts: 'web',
      tasks: [
        { include_tasks: 'tasks/facts.yml', vars: { x: 'first' } },
        { name: 'after', debug: { msg: "{{ kept }} {{ said.msg }} {{ x | default('gone') }}" } },
        { import_tasks: 'tasks/facts.yml', vars: { x: 'second' } },
        { name: 'later', debug: { msg: "{{ kept }} {{ said.msg }} {{ x | default('gone') }}" } },
      ],
    },
  ]),
  playbookCase('include run once', [
    { hosts: 'near', tasks: [{ include_tasks: 'tasks/facts.yml', run_once: true, vars: { x: 1 } }, last] },
  ]),
  playbookCase('roles twice', [
    {
      hosts: 'web',
      roles: [
        { role: 'twice', vars: { x: 1 } },
        { role: 'twice', vars: { x: 2 } },
        { role: 'plain' },
        { role: 'plain' },
        { role: 'plain', vars: { plain_default: 'other' } },
        'needs',
      ],
      tasks: [last],
    },
  ]),
  playbookCase('an argument spec that holds', [
    { hosts: 'web', roles: [{ role: 'spec', n: '3', kind: 'b' }], tasks: [last] },
  ]),
  playbookCase('an argument spec that does not hold', [
    { hosts: 'web', tasks: [{ include_role: { name: 'spec' }, vars: { n: 'x' } }, last] },
  ]),
  playbookCase('loop of includes with own loop inside', [
    {
      hosts: 'web',
      tasks: [
        {
          include_tasks: 'tasks/one.yml',
          loop: [1, 2],
          loop_control: { loop_var: 'outer' },
          when: 'outer > 1',
        },
        { include_role: { name: 'twice' }, with_items: [[1, 2], 3], vars: { x: '{{ item }}' } },
      ],
    },
  ]),
];
