import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A setting, and a command whose answer shows what it does. */
export interface SettingCase {
  readonly what: string;
  readonly tool: 'ansible-inventory' | 'ansible-playbook' | 'ansible';
  readonly argv: readonly string[];
  readonly ini?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the run leaves, to be compared as well. */
  readonly leaves?: string;
}

const files: Readonly<Record<string, string>> = {
  'inventory/hosts.ini': 'skipped_for_its_name\n',
  'inventory/main.conf': '[web]\nh1 ansible_connection=local\n[web:vars]\nfrom=inventory\n',
  'inventory/more.yml': 'all: {hosts: {h2: {ansible_connection: local}}}\n',
  'inventory/notes.txt': 'h3\n',
  'inventory/group_vars/web.yml': 'from: yml\n',
  'inventory/group_vars/web.vars': 'from: vars\n',
  'inventory/group_vars/all.yml': 'from: all\n',
  'one/hosts': 'h1 ansible_connection=local\nh2 ansible_connection=local\n',
  'one/site.yml': `- hosts: all
  gather_facts: false
  tasks:
  - command: "{{ 'false' if inventory_hostname == 'h1' else 'true' }}"
`,
  'one/diff.yml': `- hosts: h1
  gather_facts: false
  tasks:
  - copy: {dest: old, content: "{{ 'new ' * 20 }}\\n"}
`,
  'one/undefined.yml': `- hosts: h1
  gather_facts: false
  vars: {a: 'x {{ nope }}', d: {k: '{{ nope.x }}', l: ['{{ nope }}', '{{ 1 + 1 }}']}}
  tasks:
  - debug: msg="hello {{ nope }} {{ 1 + 1 }}"
  - debug: var=a
  - debug: var=nope
  - debug: {msg: '{{ a }}'}
  - debug: {msg: '{{ d }}'}
  - debug: {msg: '{{ nope | default("x") }}'}
  - set_fact: {f: '{{ nope }} z'}
  - debug: {msg: '{{ f }}'}
  - debug: {msg: '{{ item }}'}
    loop: ['{{ nope }}', b]
  - debug: {msg: x}
    when: nope is defined
  - copy: {content: 'T {{ nope }} {{ 1 + 1 }}', dest: '{{ playbook_dir }}/out'}
  - template: {src: old, dest: '{{ playbook_dir }}/out2'}
`,
  'one/null.yml': `- hosts: h1
  gather_facts: false
  vars: {n: null, d: {k: null}, x: '{{ n }}'}
  tasks:
  - debug: {msg: '{{ n }}'}
  - debug: {msg: ['{{ n }}', '{{ d.k }}', '{{ none }}', 'a{{ n }}b', '{{ x }}', '{{ d }}']}
  - debug: {msg: '{{ x is none }}'}
`,
  'one/text.yml': `- hosts: h1
  gather_facts: false
  tasks:
  - debug: {msg: ['{{ [1] | to_json }}', '{{ [1] | ansible.builtin.to_json }}', '{{ [1] | string }}']}
  - debug: {msg: ["{{ '[1]' | trim }}", "{{ 'True' | trim }}", "{{ '[1]' | upper }}", '{{ [1] | to_yaml }}']}
`,
  'one/group_vars/all.yml': 'of_file: yes\n',
  'one/of_file.yml': `- hosts: h1
  gather_facts: false
  tasks: [debug: {msg: '{{ of_file | default("not read") }}'}]
`,
  'one/idle.yml': `- hosts: h1
  gather_facts: false
  tasks:
  - include_tasks: inc.yml
    retries: 1
`,
  'one/inc.yml': '- debug: {msg: inside}\n',
  'library/mine.sh': '#!/bin/sh\necho \'{"changed": true, "msg": "mine"}\'\n',
  'library/snake.py': '#!/usr/bin/python\n# WANT_JSON\necho \'{"changed": true}\'\n',
  'one/snake.yml': '- hosts: h1\n  gather_facts: false\n  tasks: [{snake: }]\n',
  'one/mine.yml': '- hosts: h1\n  gather_facts: false\n  tasks: [{mine: }]\n',
  'one/old': 'old old old old old old old old old old old old\n',
};

const list = ['-i', 'inventory', '--list', '--export'];
const site = ['-i', 'one/hosts', 'one/site.yml'];

export const settingCases: readonly SettingCase[] = [
  { what: 'no setting', tool: 'ansible-inventory', argv: list },
  {
    what: 'inventory_ignore_extensions',
    tool: 'ansible-inventory',
    argv: list,
    ini: '[defaults]\ninventory_ignore_extensions = .conf, .ini\n',
  },
  {
    what: 'ignore_patterns',
    tool: 'ansible-inventory',
    argv: list,
    ini: '[inventory]\nignore_patterns = ^m.*[.]c,ore\nignore_extensions=.ini\n',
  },
  {
    what: 'ANSIBLE_INVENTORY_IGNORE_REGEX',
    tool: 'ansible-inventory',
    argv: list,
    env: { ANSIBLE_INVENTORY_IGNORE_REGEX: 'main' },
  },
  {
    what: 'yaml_valid_extensions',
    tool: 'ansible-inventory',
    argv: ['-i', 'inventory', '--host', 'h1'],
    ini: '[defaults]\nyaml_valid_extensions = .vars\n',
  },
  {
    what: 'precedence',
    tool: 'ansible-inventory',
    argv: ['-i', 'inventory', '--host', 'h1'],
    ini: '[defaults]\nprecedence = groups_plugins_inventory, all_plugins_inventory, groups_inventory\n',
  },
  {
    what: 'precedence that leaves some out',
    tool: 'ansible-inventory',
    argv: ['-i', 'inventory', '--host', 'h1'],
    env: { ANSIBLE_PRECEDENCE: 'groups_inventory,all_plugins_inventory' },
  },
  {
    what: 'export',
    tool: 'ansible-inventory',
    argv: ['-i', 'inventory', '--list'],
    ini: '[inventory]\nexport = yes\n',
  },
  {
    what: 'retry_files_enabled',
    tool: 'ansible-playbook',
    argv: site,
    ini: '[defaults]\nretry_files_enabled = yes\n',
    leaves: 'one/site.retry',
  },
  {
    what: 'retry_files_save_path',
    tool: 'ansible-playbook',
    argv: site,
    ini: '[defaults]\nretry_files_enabled = yes\nretry_files_save_path = kept/here\n',
    leaves: 'kept/here/site.retry',
  },
  {
    what: 'max_diff_size',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/diff.yml', '--diff'],
    ini: '[defaults]\nmax_diff_size = 60\n',
  },
  {
    what: 'error_on_undefined_vars',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/undefined.yml'],
    ini: '[defaults]\nerror_on_undefined_vars = no\n',
    leaves: 'one/out',
  },
  {
    what: 'null without null_representation',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/null.yml'],
  },
  {
    what: 'null_representation',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/null.yml'],
    ini: '[defaults]\nnull_representation = "nothing"\n',
  },
  {
    what: 'ANSIBLE_NULL_REPRESENTATION that is empty',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/null.yml'],
    env: { ANSIBLE_NULL_REPRESENTATION: '' },
  },
  {
    what: 'filters whose text stays text without a setting',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/text.yml'],
  },
  {
    what: 'dont_type_filters',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/text.yml'],
    ini: '[jinja2]\ndont_type_filters = trim, ansible.builtin.to_json\n',
  },
  {
    what: 'ANSIBLE_STRING_TYPE_FILTERS that is empty',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/text.yml'],
    env: { ANSIBLE_STRING_TYPE_FILTERS: '' },
  },
  {
    what: 'vars_plugins_enabled without host_group_vars',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/of_file.yml'],
    ini: '[defaults]\nvars_plugins_enabled = other\n',
  },
  {
    what: 'vars_plugins_enabled',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/of_file.yml'],
    ini: '[defaults]\nvars_plugins_enabled = ansible.builtin.host_group_vars\n',
  },
  {
    what: 'invalid_task_attribute_failed',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/idle.yml'],
    ini: '[defaults]\ninvalid_task_attribute_failed = no\n',
  },
  {
    what: "a module of the user's",
    tool: 'ansible',
    argv: ['-i', 'one/hosts', 'h1', '-m', 'mine'],
    ini: '[defaults]\nlibrary = library\n',
  },
  {
    what: 'interpreter_python',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/snake.yml'],
    ini: '[defaults]\nlibrary = library\n',
    env: { ANSIBLE_PYTHON_INTERPRETER: '/bin/sh' },
  },
  {
    what: 'stdout_callback for ad-hoc commands',
    tool: 'ansible',
    argv: ['-i', 'one/hosts', 'h1', '-a', 'echo a'],
    ini: '[defaults]\nstdout_callback = oneline\n',
  },
  {
    what: 'bin_ansible_callbacks',
    tool: 'ansible',
    argv: ['-i', 'one/hosts', 'h1', '-a', 'echo a'],
    ini: '[defaults]\nstdout_callback = oneline\nbin_ansible_callbacks = yes\n',
  },
  {
    what: 'callbacks_enabled = tree',
    tool: 'ansible',
    argv: ['-i', 'one/hosts', 'h1', '-m', 'debug', '-a', 'msg=leaf'],
    ini: '[defaults]\nbin_ansible_callbacks = yes\ncallbacks_enabled = tree\n[callback_tree]\ndirectory = kept\n',
    leaves: 'kept/h1',
  },
  {
    what: 'verbose_to_stderr',
    tool: 'ansible-playbook',
    argv: ['-i', 'one/hosts', 'one/site.yml', '-vv', '-l', 'h2'],
    env: { ANSIBLE_VERBOSE_TO_STDERR: '1' },
  },
];

export interface SettingAnswer {
  readonly stdout: string;
  readonly code: number | null;
  readonly left: string;
}

/** What a runner answers in a fresh folder that holds the files and settings of the case. */
export async function answerOf(
  { ini, env = {}, leaves }: SettingCase,
  ask: (where: {
    cwd: string;
    env: Record<string, string>;
  }) => Promise<{ stdout: string; code: number | null }>,
): Promise<SettingAnswer> {
  const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'tsplay-settings-')));
  try {
    for (const [name, text] of Object.entries({ ...files, 'ansible.cfg': ini ?? '' })) {
      mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
      writeFileSync(path.join(cwd, name), text);
    }
    const { stdout, code } = await ask({ cwd, env: { ...quiet, ...env } });
    const left = leaves === undefined ? '' : readFileSync(path.join(cwd, leaves), 'utf8');
    return { stdout: comparable(stdout).replaceAll(cwd, 'DIR'), code, left };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

const quiet = { ANSIBLE_FORKS: '1', ANSIBLE_NOCOLOR: '1', ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3' };

// times, and what only a Python module says
const comparable = (stdout: string): string =>
  stdout.replace(/^(\w+: \[.*?\].*? => ).*$/gm, '$1').replace(/after: .*$/gm, 'after:');
