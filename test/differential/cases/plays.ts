import { playbookCase, textCase, type Case } from '../case.js';

type Node = Readonly<Record<string, unknown>>;

const says = {
  name: 'says',
  debug: { msg: "{{ inventory_hostname }} {{ ansible_play_batch }} {{ x | default('-') }}" },
};
const failsAt = (host: string): Node => ({
  name: 'fails',
  fail: { msg: host },
  when: `inventory_hostname == '${host}'`,
});
const changes = { name: 'changes', debug: { msg: 'c' }, changed_when: true, notify: 'handled' };
const handled = { name: 'handled', debug: { msg: 'handled' } };
const facts = { name: 'facts', debug: { msg: '{{ ansible_facts.system | default("none") }}' } };

/** Keywords of plays only, by name and value. */
const values: Readonly<
  Record<string, readonly { readonly value: unknown; readonly play?: Node; readonly run?: string }[]>
> = {
  serial: [1, 2, '50%', [1, 2], ['{{ 1 }}', '100%'], 0, '{{ 2 }}'].map((value) => ({
    value,
    play: { tasks: [says, failsAt('h2'), changes], handlers: [handled] },
  })),
  order: ['inventory', 'reverse_inventory', 'sorted', 'reverse_sorted', "{{ 'sorted' }}"].map((value) => ({
    value,
    play: { hosts: 'h3,h1,h2' },
  })),
  max_fail_percentage: [0, 33, 34, 99, '{{ 30 }}'].map((value) => ({
    value,
    play: { tasks: [says, failsAt('h2'), says] },
  })),
  force_handlers: [true, false, 'yes', '{{ true }}'].map((value) => ({
    value,
    play: { tasks: [changes, failsAt('h2'), says], handlers: [handled] },
  })),
  gather_facts: [true, false, '{{ color is defined }}', 'no'].map((value) => ({
    value,
    play: { hosts: 'h1', tasks: [facts] },
  })),
  gather_subset: [['!all'], ['!all', '!min'], 'min'].map((value) => ({
    value,
    play: { hosts: 'h1', gather_facts: true, tasks: [facts] },
  })),
  gather_timeout: [5, '{{ 6 }}', '7'].map((value) => ({
    value,
    play: { hosts: 'h1', gather_facts: true, gather_subset: '!all', tasks: [facts] },
  })),
  fact_path: ['/nowhere', '{{ dir }}/files', '{{ out }}'].map((value) => ({
    value,
    play: { hosts: 'h1', gather_facts: true, gather_subset: '!all,local', tasks: [facts] },
  })),
  strategy: ['linear', 'free', 'ansible.builtin.linear', 'host_pinned'].map((value) => ({
    value,
    play: { hosts: 'h1', tasks: [changes, says, failsAt('h1')], handlers: [handled] },
  })),
  user: ['someone', '{{ "some" ~ "one" }}', 'root'].map((value) => ({ value, play: { hosts: 'h1' } })),
  hosts: [['h1', 'h3'], 'web:!h1', '{{ "d" ~ "b" }}', '~h[12]', 'near[1]', 'near:&web', 'all,!far'].map(
    (value) => ({
      value,
      play: { tasks: [says, { name: 'all', debug: { msg: '{{ ansible_play_hosts_all }}' } }] },
    }),
  ),
  vars_files: [
    'vars/a.yml',
    ['vars/a.yml', 'vars/b.yml'],
    ['vars/{{ inventory_hostname }}.yml', 'vars/a.yml'],
    [['vars/none.yml', 'vars/b.yml']],
    [['vars/{{ color }}.yml', 'vars/{{ inventory_hostname }}.yml', 'vars/b.yml'], 'vars/{{ nobody }}.yml'],
    [['vars/{{ nobody }}.yml', 'vars/b.yml']],
  ].map((value) => ({
    value,
    play: {
      hosts: 'h1',
      tasks: [
        {
          name: 'level',
          debug: { msg: "{{ level }} {{ from_a | default('-') }} {{ from_b | default('-') }}" },
        },
      ],
    },
  })),
  vars_prompt: [
    [{ name: 'x', default: 'answered' }],
    [{ name: 'x', prompt: 'say {{ color | default(1) }}', default: '{{ 1 + 1 }}', private: false }],
    [
      { name: 'x', default: 3 },
      { name: 'y', default: 'z' },
    ],
  ].map((value) => ({ value, play: { hosts: 'h1' } })),
  pre_tasks: [[changes], [], [says, { name: 'flush', meta: 'flush_handlers' }]].map((value) => ({
    value,
    play: { roles: ['plain'], post_tasks: [changes], handlers: [handled] },
  })),
  post_tasks: [[says], [failsAt('h1'), says], [{ meta: 'end_play' }, says]].map((value) => ({
    value,
    play: { pre_tasks: [changes], tasks: [changes], handlers: [handled] },
  })),
  roles: [
    ['plain'],
    [{ role: 'plain', when: "color == 'red'" }],
    [{ name: 'needs', tags: ['x'] }],
    [{ role: '{{ "pla" ~ "in" }}' }],
  ].map((value) => ({ value })),
  handlers: [
    [{ name: 'a', debug: { msg: 'a' }, listen: 'handled' }, handled],
    [
      { name: 'a', debug: { msg: 'a' }, listen: ['handled', 'else'] },
      { ...handled, when: "color == 'red'" },
    ],
    [{ block: [handled, { name: 'b', debug: { msg: 'b' }, listen: '{{ "hand" ~ "led" }}' }] }],
    [
      { ...handled, loop: [1, 2] },
      {
        ...handled,
        name: 'last',
        listen: 'handled',
        ignore_errors: true,
        fail: { msg: 'f' },
        debug: undefined,
      },
    ],
  ].map((value) => ({
    value,
    play: { tasks: [changes, { ...changes, name: 'again' }, { meta: 'flush_handlers' }, says] },
  })),
};

/** A play for every value, and playbooks of several plays. */
export function playCases(): Case[] {
  const single = Object.entries(values).flatMap(([keyword, list]) =>
    list.map(({ value, play, run }, i) =>
      playbookCase(
        `play ${keyword} ${i + 1}`,
        [{ hosts: 'near', tasks: [says], ...play, [keyword]: value }, second],
        run,
      ),
    ),
  );
  return [...single, ...several, ...blocks];
}

const second = {
  name: 'second play',
  hosts: 'near',
  tasks: [{ name: 'second', debug: { msg: '{{ ansible_play_hosts }}' } }],
};

const several: readonly Case[] = [
  ...[
    'end_play',
    'end_host',
    'clear_host_errors',
    'clear_facts',
    'noop',
    'end_batch',
    'refresh_inventory',
  ].map((meta) =>
    playbookCase(`meta ${meta}`, [
      {
        hosts: 'near',
        serial: meta === 'end_batch' ? 2 : 3,
        tasks: [
          { name: 'fact', set_fact: { kept: 1 } },
          failsAt('h3'),
          { meta, when: "inventory_hostname != 'h2'" },
          { name: 'kept', debug: { msg: '{{ kept | default("gone") }}' } },
        ],
      },
      second,
    ]),
  ),
  textCase(
    'tags always, never and tagged',
    `- hosts: h1
  tasks:
  - {debug: {msg: a}, tags: always}
  - {debug: {msg: n}, tags: never}
  - {debug: {msg: nt}, tags: [never, t]}
  - {debug: {msg: t}, tags: t}
  - {debug: {msg: none}}
`,
    '--tags tagged',
  ),
  ...[
    '--tags untagged',
    '--tags all',
    '--tags never',
    '--skip-tags always',
    '--skip-tags tagged',
    '--tags t --skip-tags u',
  ].map((run) =>
    playbookCase(
      `tags by ${run}`,
      [
        {
          hosts: 'h1',
          tasks: [
            { debug: { msg: 'a' }, tags: 'always' },
            { debug: { msg: 'n' }, tags: 'never' },
            { debug: { msg: 'nt' }, tags: ['never', 't'] },
            { debug: { msg: 'tu' }, tags: 't,u' },
            { debug: { msg: 'none' } },
            { block: [{ debug: { msg: 'in' } }], tags: ['u'] },
            { include_tasks: 'tasks/one.yml', tags: 't' },
            { import_tasks: 'tasks/one.yml', tags: 't' },
          ],
        },
      ],
      run,
    ),
  ),
];

const block = (keywords: Node, always: boolean, rescue: boolean, inner: readonly Node[]): Node => ({
  name: 'a block',
  block: inner,
  ...(rescue
    ? {
        rescue: [
          {
            name: 'rescue',
            debug: { msg: '{{ ansible_failed_task.name }} {{ ansible_failed_result.msg }}' },
          },
        ],
      }
    : {}),
  ...(always ? { always: [{ name: 'always', debug: { msg: '{{ ansible_failed_task is defined }}' } }] } : {}),
  ...keywords,
});
const broken: Readonly<Record<string, readonly Node[]>> = {
  'a failure': [says, failsAt('h1'), says],
  'an include that fails': [{ include_tasks: 'tasks/fails.yml' }, says],
  'an undefined variable': [
    { name: 'undefined', debug: { msg: '{{ nobody_set_this }}' }, when: "color == 'red'" },
    says,
  ],
  'a failed loop': [
    { name: 'loop', fail: { msg: '{{ item }}' }, loop: [1, 2], when: "item == 2 and color == 'blue'" },
  ],
};

/** Blocks that fail in each way, with each section. */
const blocks: readonly Case[] = Object.entries(broken).flatMap(([how, inner]) =>
  ([{}, { run_once: true }, { ignore_errors: true }] as const).flatMap((keywords, i) =>
    (
      [
        [true, true],
        [false, true],
        [true, false],
      ] as const
    ).flatMap(([always, rescue], j) =>
      (i + j) % 2 === 0 || how === 'a failure'
        ? [
            playbookCase(
              `block: ${how}, ${Object.keys(keywords)[0] ?? 'plain'}, ${always ? 'always' : ''} ${rescue ? 'rescue' : ''}`,
              [
                {
                  hosts: 'near',
                  tasks: [block(keywords, always, rescue, inner), { ...says, name: 'after' }],
                },
                second,
              ],
            ),
          ]
        : [],
    ),
  ),
);
