import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { run, type Event, type RunReport } from '../../lib/index.js';

/** A play on the local machine with a template file beside it. */
interface Case {
  readonly title: string;
  readonly template: string;
  /** `.ejs` instead of `.j2`. */
  readonly ejs?: true;
  /** Keywords of the play besides hosts and tasks. */
  readonly play?: string;
  /** Tasks before the template's. */
  readonly before?: string;
  /** More keywords of the template's task. */
  readonly task?: string;
}

interface Refused extends Case {
  readonly line: number;
  readonly column: number;
  readonly hint?: string;
}

const refused: readonly Refused[] = [
  { title: 'a name', template: 'a\nb {{ prot }}\n', line: 2, column: 6, hint: "did you mean 'port'?" },
  { title: 'an attribute of it', template: '{{ site.name }}', line: 1, column: 4 },
  { title: 'behind a filter that needs a value', template: '{{ prot | upper }}', line: 1, column: 4 },
  { title: 'in a sum', template: '{{ port + more }}', line: 1, column: 11 },
  { title: 'a loop over it', template: '{% for one in many %}{{ one }}{% endfor %}', line: 1, column: 15 },
  { title: 'the first condition', template: '{% if prot %}x{% endif %}', line: 1, column: 7 },
  { title: 'below a header', template: '#jinja2: trim_blocks: False\n{{ prot }}\n', line: 2, column: 4 },
  { title: 'in EJS', ejs: true, template: 'x\ny <%= prot %>\n', line: 2, column: 7 },
  {
    title: 'in EJS after a block',
    ejs: true,
    template: '<% if (port) { -%>\na\n<% } -%>\n<%= prot %>\n',
    line: 4,
    column: 5,
  },
  { title: 'with a literal loop', template: '{{ item }}{{ prot }}', task: 'loop: [1]', line: 1, column: 14 },
];

/** Each of these runs as it is in Ansible, or may. */
const left: readonly Case[] = [
  { title: 'default', template: '{{ prot | default(1) }}' },
  { title: 'default at the end', template: '{{ a.b.c | default(1) }}' },
  { title: 'is defined', template: '{% if prot is defined %}{{ prot }}{% endif %}' },
  { title: 'a branch', template: '{% if port == 1 %}{{ prot }}{% endif %}' },
  { title: 'an inline if', template: "{{ prot if port == 1 else 'x' }}" },
  { title: 'the right side of or', template: '{{ port or prot }}' },
  { title: 'a loop that may be empty', template: '{% for x in [] %}{{ prot }}{% endfor %}' },
  { title: 'a name the template sets', template: '{% set prot = 1 %}{{ prot }}' },
  { title: 'a name set in a branch', template: '{% if port %}{% set prot = 1 %}{% endif %}{{ prot }}' },
  { title: 'a macro', template: '{% macro m(prot) %}{{ prot }}{% endmacro %}{{ m(1) }}' },
  { title: 'a comment, raw text', template: '{# {{ prot }} #}{% raw %}{{ prot }}{% endraw %}' },
  { title: "the template's own names", template: '{{ template_path }} {{ ansible_managed | default("") }}' },
  { title: 'functions', template: '{{ lookup("pipe", "true") }}{{ range(3) | list }}{{ now().year }}' },
  { title: 'magic names', template: '{{ inventory_hostname }}{{ groups.all | length }}{{ playbook_dir }}' },
  { title: 'a fact', template: '{{ ansible_system | default("") }}' },
  { title: 'set_fact', before: '- set_fact: {prot: 1}', template: '{{ prot }}' },
  {
    title: 'set_fact with a name from a variable',
    before: '- set_fact: {"{{ name_of }}": 1}',
    play: 'vars: {name_of: prot}',
    template: '{{ prot }}',
  },
  { title: 'register', before: '- {command: echo 1, register: prot}', template: '{{ prot.stdout }}' },
  { title: 'vars of the task', task: 'vars: {prot: 1}', template: '{{ prot }}' },
  { title: 'vars_files', play: 'vars_files: [more.yml]', template: '{{ from_file }}' },
  { title: 'include_vars', before: '- include_vars: more.yml', template: '{{ from_file }}' },
  { title: 'include_tasks', before: '- include_tasks: tasks.yml', template: '{{ from_tasks }}' },
  {
    title: 'add_host',
    before: '- add_host: {name: other, prot: 1}',
    task: 'delegate_to: localhost\n      vars: {prot: 1}',
    template: '{{ prot }}',
  },
  {
    title: 'a loop variable',
    task: 'loop: [1]\n      loop_control: {loop_var: prot}',
    template: '{{ prot }}',
  },
  { title: 'vars_prompt', play: 'vars_prompt: [{name: prot, default: 1}]', template: '{{ prot }}' },
  { title: 'a task that is skipped', task: 'when: false', template: '{{ prot }}' },
  { title: 'a task whose failure is ignored', task: 'ignore_errors: true', template: '{{ prot }}' },
  { title: 'an empty loop', task: 'loop: "{{ [] }}"', template: '{{ prot }}' },
  { title: 'a tag that is not asked for', task: 'tags: [never]', template: '{{ prot }}' },
  { title: 'after the end of the play', before: '- meta: end_play', template: '{{ prot }}' },
  { title: 'no EJS tag', ejs: true, template: '<%% prot %>' },
  { title: 'a name that EJS declares', ejs: true, template: '<% const prot = 1; -%>\n<%= prot %>' },
  { title: 'a branch of EJS', ejs: true, template: '<% if (false) { -%>\n<%= prot %>\n<% } -%>\n' },
  {
    title: 'an expression of EJS',
    ejs: true,
    template: '<%= typeof prot %> <%= Math.max(1, 2) %> <%= JSON.stringify([1]) %>',
  },
];

describe('run: undefined variables in template files', () => {
  let dir = '';
  before(() => (dir = mkdtempSync(path.join(tmpdir(), 'undefined-'))));
  after(() => rmSync(dir, { recursive: true, force: true }));

  for (const one of refused) {
    it(`are told before any host is touched: ${one.title}`, async () => {
      const { report, events } = await play(dir, one);
      expect(report.exitCode).to.equal(1);
      expect(events.some(({ type }) => type === 'task-start')).to.equal(false);
      expect(report.problems).to.have.length(1);
      const [{ code, at, hint, excerpt }] = report.problems as [RunReport['problems'][number]];
      expect(code).to.equal('undefined-variable');
      expect(at).to.deep.equal({ file: fileOf(dir, one), line: one.line, column: one.column });
      expect(excerpt).to.contain(one.template.split('\n')[one.line - 1]);
      if (one.hint !== undefined) expect(hint).to.equal(one.hint);
    });
  }

  for (const one of left) {
    it(`are not told when it may go well: ${one.title}`, async () => {
      const { report, events } = await play(dir, one);
      expect(report.problems).to.deep.equal([]);
      const results = events.flatMap((event) =>
        event.type === 'task-result' && event.status === 'failed' && !event.ignored ? [textOf(event)] : [],
      );
      expect(results).to.deep.equal([]);
      expect(report.exitCode).to.equal(0);
    });
  }

  it('at run time carry the line of the template too', async () => {
    const { events } = await play(dir, {
      title: '',
      template: 'x\ny {{ prot }}\n',
      task: 'ignore_errors: true',
    });
    const said = events.flatMap((event) =>
      event.type === 'task-result' && event.ignored ? [textOf(event)] : [],
    );
    expect(said).to.deep.equal([
      `AnsibleUndefinedVariable: 'prot' is undefined (did you mean 'port'?)\n\nat ${path.join(dir, 'templates/t.j2')}:2:6\n  1 | x\n  2 | y {{ prot }}\n    |      ^`,
    ]);
  });
});

const textOf = ({ result }: Extract<Event, { type: 'task-result' }>): string =>
  String((result as { msg?: unknown }).msg);

const fileOf = (dir: string, { ejs }: Case): string => path.join(dir, 'templates', ejs ? 't.ejs' : 't.j2');

async function play(dir: string, one: Case): Promise<{ report: RunReport; events: Event[] }> {
  const files: Readonly<Record<string, string>> = {
    'site.yml': playOf(one, dir),
    'more.yml': 'from_file: 1\n',
    'tasks.yml': '- set_fact: {from_tasks: 1}\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(dir, name), text);
  mkdirSync(path.join(dir, 'templates'), { recursive: true });
  writeFileSync(fileOf(dir, one), one.template);
  const events: Event[] = [];
  const report = await run({
    playbooks: [path.join(dir, 'site.yml')],
    inventory: 'localhost,',
    extraVars: { ansible_connection: 'local', port: 80 },
    onEvent: (event) => events.push(event),
  });
  return { report, events };
}

const playOf = (one: Case, dir: string): string => `
- hosts: localhost
  gather_facts: false
  ${one.play ?? 'vars: {unused: 1}'}
  tasks:
    ${one.before ?? '- debug:'}
    - template:
        src: ${one.ejs ? 't.ejs' : 't.j2'}
        dest: ${dir}/out
      ${one.task ?? 'become: false'}
`;
