import { expect } from 'chai';

import { loadConfig } from '../../lib/config/index.js';

import { playText } from './play-text.js';

/** Where the variable can be set, highest first; checked against the real ansible-playbook. */
const levels = [
  'extra vars',
  'include parameters',
  'role parameters',
  'set_fact',
  'include_vars',
  'task vars',
  'block vars',
  'role vars',
  'play vars_files',
  'play vars',
  'playbook host_vars',
  'inventory host_vars',
  'inventory file host',
  'playbook group_vars of the group',
  'inventory group_vars of the group',
  'playbook group_vars/all',
  'inventory group_vars/all',
  'inventory file group',
  'inventory file all',
  'role defaults',
] as const;

type Level = (typeof levels)[number];

/** A playbook in which `v` is set on all given levels to their names. */
function precedencePlay(active: readonly Level[]): {
  readonly play: string;
  readonly files: Record<string, string>;
  readonly extra: Record<string, string>;
} {
  const has = (level: Level): boolean => active.includes(level);
  const dict = (level: Level): string => (has(level) ? `{v: ${level}}` : '{}');
  const file = (level: Level): string => (has(level) ? `v: ${level}\n` : '{}\n');
  const inline = (level: Level): string => (has(level) ? `v="${level}"` : '');
  const play = `
- hosts: web
  vars: ${dict('play vars')}
  vars_files: [files.yml]
  roles:
  - {role: shows${has('role parameters') ? ', v: role parameters' : ''}}
`;
  return {
    play,
    extra: has('extra vars') ? { v: 'extra vars' } : {},
    files: {
      'files.yml': file('play vars_files'),
      'host_vars/h1.yml': file('playbook host_vars'),
      'group_vars/web.yml': file('playbook group_vars of the group'),
      'group_vars/all.yml': file('playbook group_vars/all'),
      'inv/host_vars/h1.yml': file('inventory host_vars'),
      'inv/group_vars/web.yml': file('inventory group_vars of the group'),
      'inv/group_vars/all.yml': file('inventory group_vars/all'),
      'inv/hosts.ini': `[web]\nh1 ansible_connection=local ${inline('inventory file host')}\n[web:vars]\n${inline('inventory file group')}\n[all:vars]\n${inline('inventory file all')}\n`,
      'roles/shows/defaults/main.yml': file('role defaults'),
      'roles/shows/vars/main.yml': file('role vars'),
      'roles/shows/vars/included.yml': file('include_vars'),
      'roles/shows/tasks/main.yml': `
- set_fact: {v: set_fact}
  when: ${has('set_fact')}
- include_vars: included.yml
- block:
  - include_tasks: show.yml
    vars: ${dict('include parameters')}
  vars: ${dict('block vars')}
`,
      'roles/shows/tasks/show.yml': `- {name: show, debug: {msg: "{{ v }}"}, vars: ${dict('task vars')}}\n`,
    },
  };
}

describe('run: precedence of variables, one level taken away at a time', () => {
  for (const [i, level] of levels.entries()) {
    it(`${level} beats everything below`, async () => {
      const { play, files, extra } = precedencePlay(levels.slice(i));
      const { said, report } = await playText(play, {
        files,
        extraVars: extra,
        inventoryIn: (dir) => `${dir}/inv/hosts.ini`,
      });
      expect(report.problems).to.deep.equal([]);
      expect(said).to.deep.equal([`h1: ${level}`]);
    });
  }
});

describe('run: vars_files', () => {
  it('may be lists of dictionaries, of which the later ones win', async () => {
    const play = `- hosts: h1\n  gather_facts: false\n  vars_files: [list.yml]\n  tasks:\n  - {name: show, debug: {msg: "{{ a }} {{ b }} {{ c }}"}}\n`;
    const files = { 'list.yml': '- {a: 1, b: {x: 1}}\n- {b: {y: 2}}\n- {c: 3}\n' };
    expect((await playText(play, { files })).said).to.deep.equal(["h1: 1 {'y': 2} 3"]);
    const merged = await playText(play, { files, hashBehaviour: 'merge' });
    expect(merged.said).to.deep.equal(["h1: 1 {'x': 1, 'y': 2} 3"]);
  });
});

describe('run: private_role_vars', () => {
  const play = `- hosts: h1\n  roles: [r]\n  tasks:\n  - {name: show, debug: {msg: "{{ of_vars | default('none') }} {{ of_defaults }}"}}\n`;
  const files = {
    'roles/r/vars/main.yml': 'of_vars: here\n',
    'roles/r/defaults/main.yml': 'of_defaults: fallback\n',
    'roles/r/tasks/main.yml': '- debug: {msg: "{{ of_vars }}"}\n',
  };
  // as ansible-core 2.14 answers: defaults stay for all to see
  for (const [private_, seen] of [
    ['0', 'here'],
    ['1', 'none'],
  ] as const)
    it(`${private_}: vars of a role are ${seen} for the play`, async () => {
      const config = loadConfig({ file: null, env: { ANSIBLE_PRIVATE_ROLE_VARS: private_ } });
      expect((await playText(play, { files, config })).said).to.deep.equal([
        'h1: here',
        `h1: ${seen} fallback`,
      ]);
    });
});
