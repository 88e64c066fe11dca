import { playbookCase, type Case } from '../case.js';

type Node = Readonly<Record<string, unknown>>;

const at = (name: string): string => `{{ out }}/${name}`;
const show = (expression: string): Node => ({ name: 'shows', debug: { msg: `{{ ${expression} }}` } });

/** What modules say and leave behind: applied twice, and once as a check. */
export function moduleCases(): Case[] {
  return Object.entries(tables).flatMap(([name, tasks]) => [
    playbookCase(`module ${name}`, [
      { hosts: 'h1', tasks: [...tasks, { name: 'again', debug: { msg: 'again' } }, ...tasks] },
    ]),
  ]);
}

const start = { copy: { content: 'one\ntwo\nthree\n', dest: at('f'), mode: '0644' } };

const tables: Readonly<Record<string, readonly Node[]>> = {
  'copy content': [
    { copy: { content: 'a {{ color }}\n', dest: at('c'), mode: '0600' } },
    { copy: { content: { k: [1, true, null] }, dest: at('json'), mode: 'u=rw,g=r' } },
    { copy: { content: '', dest: at('empty'), mode: '0644', force: false } },
    { copy: { content: 'x', dest: at('c'), mode: '0600', backup: false }, check_mode: true },
  ],
  'copy src': [
    { copy: { src: 'f.txt', dest: at('copied'), mode: '0640' } },
    { copy: { src: 'files/', dest: at('dir/'), mode: '0644', directory_mode: '0750' } },
    { copy: { src: '{{ out }}/copied', dest: at('remote'), remote_src: true, mode: '0644' } },
    { copy: { src: 'nowhere.txt', dest: at('no') }, ignore_errors: true },
  ],
  file: [
    { file: { path: at('d/e'), state: 'directory', mode: '0711' } },
    {
      file: {
        path: at('t'),
        state: 'touch',
        mode: '0600',
        modification_time: 'preserve',
        access_time: 'preserve',
      },
    },
    { file: { src: 't', dest: at('l'), state: 'link' } },
    { file: { src: at('t'), dest: at('hard'), state: 'hard' } },
    { file: { path: at('d'), state: 'absent' } },
    { file: { path: at('none') }, ignore_errors: true },
    { file: { path: at('t'), mode: 'g+w,o=' } },
    { file: { path: at('d/e'), state: 'directory', mode: '0711' } },
  ],
  lineinfile: [
    start,
    { lineinfile: { path: at('f'), line: 'four' } },
    { lineinfile: { path: at('f'), regexp: '^two', line: '2' } },
    { lineinfile: { path: at('f'), line: 'zero', insertbefore: 'BOF' } },
    { lineinfile: { path: at('f'), line: 'mid', insertafter: '^one' } },
    { lineinfile: { path: at('f'), regexp: '^thr(.*)$', line: 'T\\1', backrefs: true } },
    { lineinfile: { path: at('f'), line: 'four', state: 'absent' } },
    { lineinfile: { path: at('new'), line: 'x', create: true, mode: '0600' } },
    { lineinfile: { path: at('nowhere'), line: 'x' }, ignore_errors: true },
  ],
  'in the working directory': [
    { lineinfile: { path: 'made.txt', line: 'x', create: true, mode: '0644' } },
    { lineinfile: { path: 'made.txt', line: 'y' } },
    { command: 'cat made.txt', changed_when: false },
    { archive: { path: 'files', dest: 'made.tgz' } },
    { command: 'tar -tzf made.tgz files/f.txt', changed_when: false },
  ],
  blockinfile: [
    start,
    { blockinfile: { path: at('f'), block: 'a\nb' } },
    { blockinfile: { path: at('f'), block: 'c {{ color }}', marker: '; {mark} own', insertafter: '^one' } },
    { blockinfile: { path: at('f'), block: 'top', marker: '// {mark}', insertbefore: 'BOF' } },
    { blockinfile: { path: at('f'), block: '', marker: '; {mark} own' } },
    { blockinfile: { path: at('fresh'), block: 'x', create: true, mode: '0644' } },
  ],
  replace: [
    start,
    { replace: { path: at('f'), regexp: '^t(\\w+)', replace: 'T-\\1' } },
    { replace: { path: at('f'), regexp: 'one', replace: '1', before: 'T' } },
    { replace: { path: at('f'), regexp: 'T', replace: 'x', after: 'T-wo\\n' } },
    { replace: { path: at('f'), regexp: 'nothing' } },
  ],
  template: [
    { template: { src: 't.j2', dest: at('t'), mode: '0644' }, vars: { x: 'given' } },
    {
      template: {
        src: 'templates/t.j2',
        dest: at('t2'),
        mode: '0600',
        lstrip_blocks: true,
        trim_blocks: false,
      },
    },
    { template: { src: 't.j2', dest: at('t3'), newline_sequence: '\\r\\n', mode: '0644' } },
    { template: { src: 't.j2', dest: at('t'), mode: '0644' }, check_mode: true },
  ],
  'stat and slurp': [
    start,
    { file: { src: 'f', dest: at('l'), state: 'link' } },
    { stat: { path: at('f') }, register: 's' },
    show('s.stat.exists ~ s.stat.mode ~ s.stat.size ~ s.stat.isreg ~ s.stat.checksum ~ s.stat.pw_name'),
    { stat: { path: at('l') }, register: 's' },
    show('s.stat.islnk ~ s.stat.lnk_target ~ s.stat.lnk_source'),
    { stat: { path: at('l'), follow: true, get_checksum: false }, register: 's' },
    show('s.stat.islnk ~ (s.stat.checksum | default("none")) ~ s.stat.nlink'),
    { stat: { path: at('none') }, register: 's' },
    show('s'),
    { slurp: { src: at('f') }, register: 's' },
    show('s.content | b64decode ~ s.encoding'),
    { slurp: { src: at('none') }, ignore_errors: true },
  ],
  find: [
    { copy: { src: 'files/', dest: at('d/'), mode: '0644' } },
    { copy: { content: 'log', dest: at('d/a.log'), mode: '0644' } },
    { find: { paths: at('d') }, register: 'r' },
    show('r.matched ~ r.examined ~ r.files | map(attribute="path") | map("basename") | sort'),
    { find: { paths: [at('d')], patterns: '*.log,*.none' }, register: 'r' },
    show('r.files | map(attribute="path") | map("basename") | list'),
    {
      find: { paths: at(''), recurse: true, file_type: 'any', use_regex: true, patterns: '^[ad].*' },
      register: 'r',
    },
    show('r.files | map(attribute="path") | map("basename") | sort'),
    { find: { paths: at('d'), contains: 'second.*' }, register: 'r' },
    show('r.matched'),
  ],
  command: [
    { command: 'echo a  "b  c" $HOME', register: 'r' },
    show('r.cmd ~ r.stdout ~ r.rc'),
    { command: { argv: ['printf', '%s|', 'a b', '{{ color }}'] }, register: 'r' },
    show('r.stdout_lines ~ r.cmd'),
    { command: 'touch made', args: { chdir: '{{ out }}', creates: 'made' }, register: 'r' },
    show('r.changed ~ r.stdout'),
    { command: 'rm made2', args: { chdir: '{{ out }}', removes: '{{ out }}/made2' } },
    { command: 'cat', args: { stdin: 'in\nput' }, register: 'r' },
    show('r.stdout'),
    { command: 'no-such-program x', ignore_errors: true, register: 'r' },
    show('r.rc'),
    { command: '', ignore_errors: true },
  ],
  shell: [
    { shell: 'echo $((1+1)) | tr 2 3; echo err >&2; exit 4', register: 'r', ignore_errors: true },
    show('r.stdout ~ r.stderr ~ r.rc ~ r.stderr_lines'),
    { shell: 'echo "$0"; echo {{ color | quote }}', args: { executable: '/bin/bash' }, register: 'r' },
    show('r.stdout_lines'),
    { shell: 'printf "a\\nb\\n\\n"', register: 'r' },
    show('r.stdout_lines | length ~ r.stdout'),
    { shell: 'cat > made', args: { chdir: '{{ out }}', stdin: 'text', stdin_add_newline: false } },
    { shell: 'echo checked > {{ out }}/checked', check_mode: true, register: 'r' },
    show('r.skipped | default("ran")'),
  ],
  tempfile: [
    { tempfile: { path: '{{ out }}', prefix: 'p.', suffix: '.s' }, register: 't' },
    show('(t.path | basename)[:2] ~ (t.path | basename)[-2:] ~ t.mode ~ t.state'),
    { file: { path: '{{ t.path }}', state: 'absent' }, changed_when: false },
  ],
  include_vars: [
    { include_vars: 'vars/a.yml' },
    show('level ~ from_a'),
    { include_vars: { file: 'b.yml', name: 'whole' } },
    show('whole'),
    { include_vars: { dir: 'vars', files_matching: '^[ab]', ignore_files: ['b.yml'] }, register: 'r' },
    show('r.ansible_included_var_files | map("basename") | list'),
    { include_vars: 'none.yml', ignore_errors: true },
  ],
  'assert and fail': [
    { assert: { that: ["color == 'red'", 'listed | length == 2'] }, register: 'r' },
    show('r'),
    { assert: { that: "color == 'blue'", fail_msg: 'not {{ color }}' }, register: 'r', ignore_errors: true },
    show('r.assertion ~ r.evaluated_to ~ r.msg'),
    { assert: { that: [true, false], quiet: true }, ignore_errors: true },
    { fail: null, ignore_errors: true },
    { fail: { msg: ['a', 1] }, ignore_errors: true, register: 'r' },
    show('r.msg'),
  ],
  'debug var': [
    { debug: { var: 'color' } },
    { debug: { var: 'listed[0]' } },
    { debug: { var: '{{ "co" ~ "lor" }}' } },
    { debug: { var: 'nobody' } },
    { debug: { var: ['a', 'b'] } },
    { debug: { var: '{{ {"a": 1} }}' } },
    { debug: { var: 'listed | length' } },
    { debug: { var: 'color, level' } },
    { debug: { var: 'hostvars.h1.color' } },
    { debug: { msg: [1, { a: '{{ color }}' }] } },
    { debug: { msg: 'x', verbosity: 2 } },
    { debug: null },
    { debug: { msg: 'a', var: 'b' }, ignore_errors: true },
  ],
  'add_host and group_by': [
    { add_host: { name: 'fresh', groups: ['new', 'newer'], some: '{{ color }}' } },
    show("groups['new'] ~ hostvars['fresh'].some ~ hostvars['fresh'].group_names"),
    { group_by: { key: 'by_{{ color }}', parents: 'colors' } },
    show("groups['by_red'] ~ groups['colors'] ~ group_names"),
    { group_by: { key: 'a b-c' } },
  ],
  'set_stats and validate': [
    { set_stats: { data: { n: 1 }, aggregate: true } },
    {
      name: 'valid',
      validate_argument_spec: {
        argument_spec: { n: { type: 'int', required: true } },
        provided_arguments: { n: '4' },
      },
    },
    {
      name: 'invalid',
      validate_argument_spec: { argument_spec: { n: { type: 'int' } }, provided_arguments: { n: 'x', y: 1 } },
      register: 'r',
      ignore_errors: true,
    },
    show('r.argument_errors | length'),
  ],
  'wait_for, ping and pause': [
    { ping: { data: '{{ color }}' }, register: 'r' },
    show('r.ping'),
    { ping: { data: 'crash' }, ignore_errors: true },
    { wait_for: { path: '{{ dir }}/files/f.txt', timeout: 2 }, register: 'r' },
    show('r.state'),
    { pause: { seconds: 1 }, register: 'r' },
    show('r.echo'),
    { wait_for: { path: '{{ out }}/none', timeout: 1 }, ignore_errors: true },
  ],
  'filters on facts': [
    {
      set_fact: {
        people: [
          { n: 'a', age: 3 },
          { n: 'b', age: 2 },
        ],
      },
    },
    show("people | sort(attribute='age') | map(attribute='n') | join(',')"),
    show("people | items2dict(key_name='n', value_name='age')"),
    show("people | selectattr('age', 'gt', 2) | list | to_json"),
    show("people | json_query('[].n') if false else people | length"),
    show("{'a': {'b': 1}} | combine({'a': {'c': 2}}, recursive=true)"),
    show("'a,b' | split(',') | product([1, 2]) | list"),
    show("people | groupby('age') | map('first') | list"),
    show("'x' | hash('sha1') ~ 'a b' | quote ~ '/a/b.c' | splitext | last"),
    show("'%s-%03d' | format('a', 7) ~ (3.7 | round | int) ~ ('1.10' is version('1.9', '>'))"),
    show(
      "[1, [2, [3]]] | flatten(levels=1) ~ [3, 1] | union([1, 4]) ~ 'abc' | regex_replace('b(.)', '<\\\\1>')",
    ),
    show("'2001-02-03' | to_datetime('%Y-%m-%d') ~ '{{ x }}' | length"),
  ],
};
