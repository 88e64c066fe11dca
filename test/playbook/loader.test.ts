import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TsplayError, type Problem } from '../../lib/core/problem.js';
import { TemplateString } from '../../lib/core/value.js';
import {
  createLoader,
  gathered,
  inherited,
  type Block,
  type Play,
  type Step,
  type Task,
} from '../../lib/playbook/index.js';

const modules = ['debug', 'copy', 'command', 'shell', 'set_fact', 'validate_argument_spec'];

const loadTree = (files: Record<string, string>): Play[] => [...loaderOf(files).plays];

function loaderOf(files: Record<string, string>): {
  readonly plays: readonly Play[];
  readonly warnings: readonly Problem[];
} {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
  const loader = createLoader({
    isModule: (name) => modules.includes(name.replace('ansible.builtin.', '')),
    moduleNames: () => modules,
    lookupNames: () => ['items', 'dict', 'sequence'],
    rawParamOptions: (name) => (['command', 'shell'].includes(name) ? ['chdir', 'creates'] : undefined),
    renderStatic: (value, { vars, play }) =>
      value instanceof TemplateString
        ? value.text.replace(/\{\{ (\w+) \}\}/g, (_, name: string) =>
            String(vars.get(name) ?? play?.vars.get(name)),
          )
        : value,
  });
  return { plays: loader.loadPlaybook(path.join(dir, 'site.yml')), warnings: loader.warnings };
}

function problemsOf(files: Record<string, string>): string[] {
  try {
    loadTree(files);
  } catch (error) {
    if (!(error instanceof TsplayError)) throw error;
    return error.problems.map(
      (p) =>
        `${path.relative(dir, p.at?.file ?? dir)}:${p.at?.line}:${p.at?.column}: ${p.message}${p.hint ? ` (${p.hint})` : ''}`,
    );
  }
  return [];
}

const flat = (steps: readonly Step[]): Task[] =>
  steps.flatMap((s) => (s.kind === 'task' ? [s] : flat([...s.block, ...s.rescue, ...s.always])));
const names = (blocks: readonly Step[]): unknown[] => flat(blocks).map((task) => task.name);

let dir: string;
beforeEach(() => (dir = mkdtempSync(path.join(tmpdir(), 'tsplay-playbook-'))));
afterEach(() => rmSync(dir, { recursive: true }));

describe('playbook: loader', () => {
  it('reads plays, blocks, tasks and their keywords', () => {
    const [play] = loadTree({
      'site.yml': `
- hosts: all
  become: true
  tags: [a]
  tasks:
    - name: one
      copy: src=a dest="b c"
      when: x
    - block:
        - name: two
          command: chdir=/ echo a=1
          tags: c
          with_items: [1]
      rescue:
        - name: three
          local_action: debug msg=hi
      become: false
      tags: b
`,
    });
    const [one, two, three] = flat(play!.tasks);
    expect(names(play!.tasks)).to.deep.equal(['one', 'two', 'three']);
    expect(Object.fromEntries(one!.action.args)).to.deep.equal({ src: 'a', dest: 'b c' });
    expect(inherited(one!, 'become')!.value).to.equal(true);
    expect(Object.fromEntries(two!.action.args)).to.deep.equal({ _raw_params: 'echo a=1', chdir: '/' });
    expect(inherited(two!, 'become')!.value).to.equal(false);
    expect(gathered(two!, 'tags').map((k) => k.value)).to.deep.equal([['a'], 'b', 'c']);
    expect(two!.loop).to.include({ lookup: 'items' });
    expect(inherited(three!, 'delegate_to')!.value).to.equal('localhost');
    expect(one!.at).to.include({ line: 6, column: 7 });
  });

  it('expands static imports with their keywords and variables', () => {
    const [play] = loadTree({
      'site.yml': `
- hosts: all
  vars: {which: more}
  tasks:
    - import_tasks: "{{ which }}.yml"
      when: outer
      vars: {v: 1}
    - import_role: {name: r, tasks_from: other}
      tags: t
`,
      'more.yml': '- debug: msg=1\n  name: inner\n  when: own\n',
      'roles/r/tasks/other.yml': '- debug: msg=1\n  name: in role\n',
      'roles/r/defaults/main.yml': 'd: 1\n',
    });
    const [inner, inRole] = flat(play!.tasks);
    expect(gathered(inner!, 'when').map((k) => k.value)).to.deep.equal(['outer', 'own']);
    expect((inner!.parent as Block).vars.get('v')).to.equal(1);
    expect(gathered(inRole!, 'tags').map((k) => k.value)).to.deep.equal(['t']);
    expect(inRole!.role!.defaults.get('d')).to.equal(1);
    expect(play!.roles.map((r) => r.name)).to.deep.equal(['r']);
  });

  it('reads the variables of a role from one file, or from all of a directory', () => {
    const [play] = loadTree({
      'site.yml': '- hosts: all\n  roles: [r, file]\n',
      'roles/r/vars/main/a.yml': 'a: 1\n',
      'roles/r/vars/main/b': 'b: 1\n',
      'roles/r/vars/main/sub/c.json': '{"c": 1}',
      'roles/r/vars/main/a.yml~': 'a: 2\n',
      'roles/r/vars/main/.hidden/d.yml': 'd: 1\n',
      'roles/file/vars/main.yml': 'from: file\n',
      'roles/file/vars/main/a.yml': 'from: directory\n',
    });
    const [r, file] = play!.roles;
    expect([...r!.vars.keys()]).to.have.members(['a', 'b', 'c']);
    expect(r!.vars.get('a')).to.equal(1);
    expect([...file!.vars]).to.deep.equal([['from', 'file']]);
  });

  it('follows links in the directory of variables of a role', () => {
    const files = { 'site.yml': '- hosts: all\n  roles: [r]\n', 'roles/r/elsewhere.yml': 'linked: 1\n' };
    mkdirSync(path.join(dir, 'roles/r/vars/main'), { recursive: true });
    symlinkSync('../../elsewhere.yml', path.join(dir, 'roles/r/vars/main/a.yml'));
    const [play] = loadTree(files);
    expect([...play!.roles[0]!.vars]).to.deep.equal([['linked', 1]]);
  });

  it('takes two uses of a role with the same template for one', () => {
    const use = '    - {role: r, size: "{{ s }}", when: "{{ w }}", vars: {v: "{{ x }}"}}\n';
    const [play] = loadTree({
      'site.yml': `- hosts: all\n  roles:\n${use}${use}${use.replace('s }}', 't }}')}`,
      'roles/r/tasks/main.yml': '- debug: {}\n',
    });
    const [one, again, other] = play!.roles.map(({ identity }) => identity);
    expect(again).to.equal(one);
    expect(other).to.not.equal(one);
  });

  it('takes a loop without a value for none', () => {
    const [play] = loadTree({ 'site.yml': '- hosts: all\n  tasks:\n    - debug: {}\n      loop:\n' });
    expect(flat(play!.tasks)[0]!.loop).to.equal(undefined);
  });

  it('puts role dependencies first, hands keywords down and keeps parameters apart', () => {
    const [play] = loadTree({
      'site.yml': '- hosts: all\n  roles:\n    - {role: a, size: 80, tags: x, vars: {v: 2}}\n',
      'roles/a/meta/main.yml': 'dependencies:\n  - b\n',
      'roles/a/tasks/main.yml': '- debug: {}\n  name: a\n',
      'roles/a/handlers/main.yml': '- debug: {}\n  name: ha\n  listen: topic\n',
      'roles/b/tasks/main.yml': '- debug: {}\n  name: b\n',
    });
    expect(names(play!.roleBlocks)).to.deep.equal(['b', 'a']);
    expect(gathered(flat(play!.roleBlocks)[0]!, 'tags').map((k) => k.value)).to.deep.equal(['x']);
    const [a] = play!.roles;
    expect([...a!.params]).to.deep.equal([['size', 80]]);
    expect([...a!.useVars]).to.deep.equal([['v', 2]]);
    expect(play!.handlers.map((h) => (h as Task).name)).to.deep.equal(['ha']);
  });

  it('warns of what YAML makes of a version, but not where nobody reads it', () => {
    const { warnings } = loaderOf({
      'site.yml': '- hosts: all\n  roles: [a]\n',
      'roles/a/meta/main.yml':
        'galaxy_info:\n  min_ansible_version: 2.10\n  x: {y: 1.20}\ndependencies:\n  - {role: b, version: 1.10}\n',
      'roles/b/tasks/main.yml': '[]',
    });
    expect(warnings.map(({ message }) => message)).to.deep.equal(['1.10 is read as the number 1.1']);
  });

  it('gives import_playbook its when, tags and vars', () => {
    const plays = loadTree({
      'site.yml': '- import_playbook: other.yml\n  when: w\n  tags: t\n  vars: {v: 1}\n',
      'other.yml': '- hosts: all\n  tasks:\n    - debug: {}\n',
    });
    const [task] = flat(plays[0]!.tasks);
    expect(gathered(task!, 'when').map((k) => k.value)).to.deep.equal(['w']);
    expect(gathered(task!, 'tags').map((k) => k.value)).to.deep.equal(['t']);
    expect(plays[0]!.vars.get('v')).to.equal(1);
  });

  const play = (body: string): Record<string, string> => ({ 'site.yml': `- hosts: all\n  tasks:\n${body}` });
  const mistakes: [name: string, files: Record<string, string>, problems: string[]][] = [
    [
      'unknown module',
      play('    - copi: {}\n'),
      ["site.yml:3:7: no module or keyword is called 'copi' (did you mean 'copy'?)"],
    ],
    [
      'unknown keyword',
      play('    - copy: {}\n      wen: x\n'),
      ["site.yml:4:7: 'wen' is not a valid attribute for a Task (did you mean 'when'?)"],
    ],
    [
      'two modules',
      play('    - copy: {}\n      debug: {}\n'),
      ['site.yml:4:7: conflicting action statements: copy, debug (one task runs one module)'],
    ],
    [
      'no module',
      play('    - name: x\n'),
      [
        'site.yml:3:7: no module/action detected in task (a task is a module and its arguments: `copy: {src: a, dest: b}`)',
      ],
    ],
    [
      'play keyword',
      { 'site.yml': '- hosts: all\n  taks: []\n' },
      ["site.yml:2:3: 'taks' is not a valid attribute for a Play (did you mean 'tasks'?)"],
    ],
    [
      'no hosts',
      { 'site.yml': '- tasks: []\n' },
      [
        "site.yml:1:3: the field 'hosts' is required but was not set (name the hosts or groups of the play: `hosts: all`)",
      ],
    ],
    [
      'loop on import',
      play('    - import_tasks: x.yml\n      loop: [1]\n'),
      ["site.yml:4:13: you cannot use loops on 'import_tasks' statements (use include_tasks instead)"],
    ],
    [
      'a loop over nothing',
      play('    - debug: {}\n      with_items:\n'),
      ['site.yml:4:7: you must specify a value when using with_items'],
    ],
    [
      'names that no variable can have',
      { 'site.yml': '- hosts: all\n  vars: {class: 1}\n  tasks:\n    - debug: {}\n      register: import\n' },
      [
        "site.yml:2:3: 'class' is not a valid variable name",
        "site.yml:5:17: Invalid variable name in 'register' specified: 'import'",
      ],
    ],
    [
      'a playbook with an open quote',
      { 'site.yml': "- import_playbook: it's.yml\n" },
      ['site.yml:1:20: failed at splitting arguments: unbalanced quotes'],
    ],
    [
      'extra text',
      play('    - copy: src=a junk\n'),
      ["site.yml:3:13: 'junk' is not an option of copy: options look like key=value"],
    ],
    [
      'what no handler can be',
      {
        'site.yml':
          '- hosts: all\n  handlers:\n    - block:\n      - block: []\n    - include_role: {name: x}\n    - meta: flush_handlers\n',
      },
      [
        'site.yml:4:9: Using a block as a handler is not supported.',
        "site.yml:5:7: Using 'include_role' as a handler is not supported.",
        'site.yml:6:7: flush_handlers cannot be used as a handler',
      ],
    ],
    [
      'what no include can take',
      play('    - include_role: {name: x, vars_from: [a]}\n    - include_tasks: {file: y, fiel: z}\n'),
      [
        "site.yml:3:31: Expected a string for vars_from but got <class 'list'> instead",
        'site.yml:4:32: Invalid options for include_tasks: fiel',
      ],
    ],
    [
      'import of itself',
      { ...play('    - import_tasks: a.yml\n'), 'a.yml': '- import_tasks: a.yml\n' },
      ["a.yml:1:3: 'a.yml' imports itself: "],
    ],
    [
      'rescue without block',
      play('    - rescue: []\n'),
      ["site.yml:3:7: 'rescue' and 'always' belong to a 'block' (add `block:` with the tasks to guard)"],
    ],
    [
      'all files at once',
      { ...play('    - copi: {}\n    - import_tasks: a.yml\n'), 'a.yml': '- debgu: {}\n' },
      [
        "site.yml:3:7: no module or keyword is called 'copi' (did you mean 'copy'?)",
        "a.yml:1:3: no module or keyword is called 'debgu' (did you mean 'debug'?)",
      ],
    ],
  ];
  for (const [name, files, expected] of mistakes) {
    it(`says: ${name}`, () => {
      const found = problemsOf(files);
      expect(found.length).to.equal(expected.length);
      for (const [i, text] of expected.entries()) expect(found[i]!.startsWith(text), found[i]).to.equal(true);
    });
  }

  it('names the role that is missing and the one that was meant', () => {
    const [only] = problemsOf({
      'site.yml': '- hosts: all\n  roles: [comon]\n',
      'roles/common/tasks/main.yml': '',
    });
    expect(only).to.contain("the role 'comon' was not found").and.to.contain("did you mean 'common'?");
  });
});
