import type { Case } from '../case.js';
import { atPlaces, type Probe } from './places.js';

/** Keywords that are inherited, on every place they may stand on. */
export function keywordCases(): Case[] {
  return probes.flatMap(atPlaces);
}

const says = { name: 'says', debug: { msg: "{{ inventory_hostname }} {{ x | default('no x') }}" } };
const fails = { name: 'fails on h1', fail: { msg: 'on purpose' }, vars: { unused: 1 } };
const failsOnFirst = { ...fails, when: "inventory_hostname == 'h1'" };
const commands = { name: 'commands', command: 'echo "$WHO" {{ inventory_hostname }}', register: 'said' };
const writes = {
  name: 'writes',
  copy: {
    content: '{{ inventory_hostname }}\n',
    dest: '{{ out }}/{{ inventory_hostname }}',
    mode: '0640',
  },
};
const whoami = { name: 'who', command: 'id -un', register: 'me' };
const upToApply = [
  'play',
  'block',
  'inner block',
  'task',
  'handler',
  'role',
  'import_role',
  'include_role',
  'include_role apply',
] as const;
const some = ['play', 'block', 'task', 'role', 'include_role apply'] as const;

const probes: readonly Probe[] = [
  {
    keyword: 'any_errors_fatal',
    values: [true, '{{ 1 == 1 }}', false],
    hosts: 'near',
    steps: [failsOnFirst, says],
    role: { fails: true },
  },
  {
    keyword: 'ignore_errors',
    values: [true, '{{ color == "red" }}', 'yes', '{{ true }}'],
    steps: [failsOnFirst, says],
    role: { fails: true },
  },
  {
    keyword: 'when',
    values: ["color == 'red'", ["color == 'red'", 'x is undefined'], false, 'true', '{{ color == "blue" }}'],
    steps: [says, { ...says, name: 'says too', when: 'x is undefined' }],
    role: {},
    places: [
      'block',
      'inner block',
      'task',
      'handler',
      'role',
      'import_role',
      'include_role',
      'include_role apply',
      'include_tasks apply',
      'include_tasks',
      'import_tasks',
    ],
  },
  {
    keyword: 'vars',
    values: [
      { x: 'literal' },
      { x: '{{ y }}', y: '{{ color }}' },
      { x: ['a', '{{ color }}'] },
      { x: "{{ omit | default('o') | length > 3 }}" },
    ],
    steps: [says, { ...says, name: 'nearer', vars: { y: 'near' } }],
    places: [
      'play',
      'block',
      'inner block',
      'task',
      'handler',
      'include_role apply',
      'include_tasks apply',
      'include_tasks',
      'import_tasks',
    ],
  },
  {
    keyword: 'tags',
    values: [['t1'], 't1', 't1,t2', ['t2', 'never'], ['always'], '{{ ["t1"] }}'],
    steps: [says, { ...says, name: 'own tag', tags: ['own'] }],
    role: {},
    run: '--tags t1',
  },
  {
    keyword: 'run_once',
    values: [true, '{{ true }}', false, 'yes'],
    hosts: 'near',
    steps: [says, { name: 'registers', debug: { msg: '{{ inventory_hostname }}' }, register: 'r' }],
    role: {},
  },
  {
    keyword: 'check_mode',
    values: [true, '{{ color == "red" }}', 'yes', false],
    steps: [writes, { name: 'mode', debug: { msg: '{{ ansible_check_mode }}' } }],
    role: { writes: true },
    places: upToApply,
  },
  {
    keyword: 'check_mode',
    values: [false, '{{ color != "red" }}'],
    steps: [writes],
    role: { writes: true },
    places: ['play', 'block', 'task'],
    run: '--check',
  },
  {
    keyword: 'diff',
    values: [true, 'yes', '{{ true }}', false],
    steps: [writes],
    role: { writes: true },
    places: some,
  },
  {
    keyword: 'environment',
    values: [
      { WHO: 'literal' },
      [{ WHO: 'first' }, { WHO: '{{ color }}' }],
      { WHO: '{{ inventory_hostname | upper }}' },
      '{{ {"WHO": color} }}',
    ],
    steps: [commands, { name: 'shows', debug: { msg: '{{ said.stdout }}' } }],
    role: { commands: true },
    places: upToApply,
  },
  {
    keyword: 'no_log',
    values: [true, '{{ color == "red" }}', 'yes', '{{ true }}'],
    steps: [says, { ...failsOnFirst, ignore_errors: true }],
    role: { fails: true },
    places: upToApply,
  },
  {
    keyword: 'delegate_to',
    values: ['h3', "{{ groups['db'][0] }}", 'localhost'],
    steps: [
      { name: 'where', debug: { msg: '{{ inventory_hostname }} {{ color }} {{ ansible_host }}' } },
      { name: 'kept', set_fact: { kept: '{{ inventory_hostname }}' } },
      { name: 'whose', debug: { msg: "{{ kept }} {{ hostvars['h3'].kept | default('none') }}" } },
    ],
    role: {},
    places: ['block', 'inner block', 'task', 'handler', 'role', 'import_role', 'include_role apply'],
  },
  {
    keyword: 'delegate_facts',
    values: [true, '{{ true }}', false],
    play: { vars: { ansible_connection: 'local' } },
    steps: [
      { name: 'kept', set_fact: { kept: '{{ inventory_hostname }}' }, delegate_to: 'h3' },
      {
        name: 'whose',
        debug: { msg: "{{ kept | default('none') }} {{ hostvars['h3'].kept | default('none') }}" },
      },
    ],
    role: {},
    places: ['block', 'inner block', 'task', 'handler'],
  },
  {
    keyword: 'module_defaults',
    values: [
      { debug: { msg: 'a default' } },
      { 'ansible.builtin.debug': { msg: '{{ color }}' } },
      [{ debug: { msg: 'first' } }, { debug: { msg: 'second' } }],
      { debug: { var: 'color' } },
      {},
    ],
    steps: [
      { name: 'bare', debug: null },
      { name: 'own', debug: { msg: 'own' } },
    ],
    role: {},
    places: ['play', 'block', 'inner block', 'task', 'handler', 'include_tasks apply'],
  },
  {
    keyword: 'notify',
    values: ['one', ['two', 'one'], '{{ ["one"] }}', ['{{ "t" ~ "wo" }}', 'topic']],
    play: {
      handlers: [
        { name: 'one', debug: { msg: 'one' } },
        { name: 'two', debug: { msg: 'two' } },
        { name: 'three', debug: { msg: 'three' }, listen: ['topic', 'other'] },
      ],
    },
    steps: [
      says,
      { name: 'changes', debug: { msg: 'c' }, changed_when: "color == 'red'", notify: 'two' },
      { name: 'changes too', debug: { msg: 'c' }, changed_when: true },
    ],
    places: ['block', 'inner block', 'task'],
  },
  {
    keyword: 'ignore_unreachable',
    values: [true, '{{ true }}', 'yes'],
    hosts: 'gone,h1',
    steps: [
      { name: 'far', ping: null, register: 'r' },
      { name: 'then', debug: { msg: '{{ r.unreachable | default(false) }}' } },
    ],
    places: ['play', 'block', 'task', 'handler'],
  },
  {
    keyword: 'throttle',
    values: [1, '{{ 2 }}', '1', 0],
    hosts: 'near',
    steps: [says],
    role: {},
    places: some,
  },
  {
    keyword: 'timeout',
    values: [1, '{{ 1 }}', '1'],
    hosts: 'h1',
    steps: [
      { name: 'too long', command: 'sleep 3', ignore_errors: true },
      { name: 'short', command: 'true' },
    ],
    places: ['play', 'block', 'task'],
  },
  {
    keyword: 'timeout',
    values: [0, 30, '{{ 0 }}'],
    steps: [says],
    role: {},
    places: ['handler', 'role', 'import_role'],
  },
  {
    keyword: 'become',
    values: [true, '{{ true }}', false, 'yes'],
    hosts: 'h1',
    steps: [whoami],
    role: { commands: true },
    places: ['play', 'block', 'task', 'handler', 'role'],
  },
  {
    keyword: 'become_user',
    values: ['nobody', "{{ 'nobody' }}", 'root'],
    hosts: 'h1',
    play: { become: true },
    steps: [{ ...whoami, vars: { ansible_remote_tmp: '/tmp' } }],
    places: ['play', 'block', 'task', 'handler'],
  },
  {
    keyword: 'become_method',
    values: ['sudo', 'su', "{{ 'su' ~ 'do' }}"],
    hosts: 'h1',
    play: { become: true },
    steps: [whoami],
    places: ['play', 'block', 'task'],
  },
  {
    keyword: 'become_flags',
    values: ['-H -S -n', '-n', "{{ '-n' }}"],
    hosts: 'h1',
    play: { become: true },
    steps: [whoami],
    places: ['play', 'block', 'task'],
  },
  {
    keyword: 'become_exe',
    values: ['/usr/bin/sudo', 'sudo', "{{ '/usr/bin/' ~ 'sudo' }}"],
    hosts: 'h1',
    play: { become: true },
    steps: [whoami],
    places: ['play', 'block', 'task'],
  },
  {
    keyword: 'connection',
    values: ['local', "{{ 'local' }}", 'ansible.builtin.local'],
    hosts: 'h1',
    steps: [commands, says],
    role: {},
    places: ['play', 'block', 'task', 'role', 'handler'],
  },
  {
    keyword: 'collections',
    values: [['ansible.builtin'], ['ansible.legacy', 'ansible.builtin'], []],
    steps: [says],
    role: {},
    places: ['play', 'block', 'task', 'role', 'handler'],
  },
  {
    keyword: 'debugger',
    values: ['never', "{{ 'never' }}", 'on_unreachable'],
    steps: [says, { ...failsOnFirst, ignore_errors: true }],
    role: {},
    places: ['play', 'block', 'task', 'role', 'handler'],
  },
  {
    keyword: 'port',
    values: [2222, '{{ 2222 }}', '22'],
    hosts: 'h1',
    steps: [commands, { name: 'port', debug: { msg: "{{ ansible_port | default('none') }}" } }],
    role: {},
    places: ['play', 'block', 'task', 'role'],
  },
  {
    keyword: 'remote_user',
    values: ['someone', "{{ 'some' ~ 'one' }}", 'root'],
    hosts: 'h1',
    steps: [commands, { name: 'user', debug: { msg: "{{ ansible_user | default('none') }}" } }],
    role: {},
    places: ['play', 'block', 'task', 'role'],
  },
  {
    keyword: 'name',
    values: ['literal', 'with {{ color }}', '{{ undefined_name }} stays'],
    steps: [{ debug: { msg: 'm' } }],
    role: {},
    places: ['play', 'block', 'task', 'role', 'handler', 'include_tasks', 'import_tasks', 'include_role'],
  },
];
