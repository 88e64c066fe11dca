import { expect } from 'chai';

import type { PhasePlace } from '../../lib/index.js';
import { groupByPlace } from '../../lib/run/phase.js';
import { playText } from './play-text.js';

/** Nodes n1 and n2 boot one image, whose place here is a local shell. */
const place: PhasePlace = {
  placeOf: (host) =>
    host.startsWith('n')
      ? { kind: 'image', id: 'golden', connection: new Map([['ansible_connection', 'local']]) }
      : { kind: 'live' },
};

const inventory =
  'n1 ansible_host=192.0.2.1 rank=1 only=1\nn2 ansible_host=192.0.2.2 rank=2\nserver ansible_connection=local\n';
const options = {
  place,
  phase: 'production' as const,
  files: {
    'hosts.ini': inventory,
    'node.j2': 'rank {{ rank }}\n',
    'all.j2': 'phase {{ tsplay_phase }}\n',
    'all.yml': 'it: all\n',
  },
};

describe('run/phase: one image for many nodes', () => {
  it('the first host of an image stands for all of them', () => {
    expect([...groupByPlace(['n1', 'server', 'n2'], place)]).to.deep.equal([
      ['n1', ['n1', 'n2']],
      ['server', ['server']],
    ]);
  });

  it('a play runs once in the image, without going to the nodes', async () => {
    const { lines, report } = await playText(
      '- hosts: all\n  tasks: [{name: a, command: "echo {{ tsplay_phase }}"}]\n',
      options,
    );
    expect([...lines].sort()).to.deep.equal(['a n1 changed', 'a server changed']);
    expect(report.exitCode).to.equal(0);
  });

  const refused: readonly [name: string, task: string, position: string, what: string][] = [
    ['an argument', 'command: echo {{ rank }}', 'play.yml:3:', 'the text of the task'],
    [
      'an argument of an item',
      'command: "echo {{ item }}{{ rank }}"\n    loop: [1]',
      'play.yml:3:',
      'the text of the task',
    ],
    ['a file to copy', 'copy: {src: "{{ rank }}.txt", dest: /tmp/x}', 'play.yml:3:12', 'src'],
    ['the content of a file', 'copy: {content: "{{ rank }}", dest: /tmp/x}', 'play.yml:3:12', 'content'],
    ['the file to include', 'include_tasks: "{{ rank }}.yml"', 'play.yml:3:', 'the text of the task'],
    ['the file of variables', 'include_vars: "{{ rank }}.yml"', 'play.yml:3:', 'the text of the task'],
    ['a condition', 'command: "true"\n    when: rank == 1', 'play.yml:4:11', 'when'],
    ['the condition of an include', 'include_tasks: x.yml\n    when: rank == 2', 'play.yml:4:11', 'when'],
    ['one of the conditions', 'command: "true"\n    when: [true, rank == 1]', 'play.yml:4:', 'when'],
    ['a loop', 'command: echo {{ item }}\n    loop: "{{ range(rank) }}"', 'play.yml:4:', 'loop'],
    [
      'a loop of files',
      'copy: {src: "{{ item }}", dest: /tmp/x}\n    with_items: ["{{ rank }}.txt"]',
      'play.yml:4:',
      'loop',
    ],
    [
      'the environment',
      'command: "true"\n    environment: {RANK: "{{ rank }}"}',
      'play.yml:4:18',
      'environment',
    ],
    ['the user', 'command: "true"\n    become_user: "u{{ rank }}"', 'play.yml:4:18', 'become_user'],
    ['a value that only one node has', 'command: echo {{ only }}', 'play.yml:3:', 'argument'],
    ['a template', 'template: {src: node.j2, dest: "{{ playbook_dir }}/out"}', 'play.yml:3:', 'node.j2'],
  ];
  for (const [name, task, position, what] of refused) {
    it(`${name} that differs between nodes is refused with its position`, async () => {
      const { lines, said, report } = await playText(
        `- hosts: all:!server\n  tasks:\n  - ${task}\n`,
        options,
      );
      expect(lines).to.have.length(1);
      expect(lines[0]).to.include('failed');
      expect(said.join())
        .to.include('differs between n1 and n2')
        .and.to.include(position)
        .and.to.include(what);
      expect(report.exitCode).to.equal(2);
    });
  }

  const learned: readonly [name: string, tasks: string, said: string][] = [
    ['facts', '- setup: {gather_subset: "!all"}\n  - command: echo {{ ansible_system }}', 'Linux'],
    ['a registered result', '- {command: echo hi, register: it}\n  - command: echo {{ it.stdout }}', 'hi'],
    ['a fact that is set', '- set_fact: {it: 1}\n  - command: echo {{ it }}', '1'],
    ['included variables', '- include_vars: all.yml\n  - command: echo {{ it }}', 'all'],
  ];
  for (const [name, tasks, said] of learned) {
    it(`what is learned in the image is known of all its nodes: ${name}`, async () => {
      const { report, events } = await playText(`- hosts: all:!server\n  tasks:\n  ${tasks}\n`, options);
      expect(report.problems).to.deep.equal([]);
      const last = events.filter((event) => event.type === 'task-result').at(-1);
      expect(last?.status).to.equal('changed');
      expect((last?.result as { stdout?: string }).stdout).to.equal(said);
    });
  }

  it('a fact that is set to a value of the node is refused where it is used', async () => {
    const { said } = await playText(
      '- hosts: all:!server\n  tasks:\n  - set_fact: {it: "{{ rank }}"}\n  - debug: {msg: "{{ it }}"}\n  - command: echo {{ it }}\n',
      options,
    );
    expect(said.join())
      .to.include('the text of the task differs between n1 and n2')
      .and.to.include('play.yml:5:');
  });

  it('values that only differ in messages are no matter', async () => {
    const { report } = await playText(
      '- hosts: all\n  tasks:\n  - debug: {msg: "{{ rank | default(0) }}"}\n  - template: {src: all.j2, dest: "{{ playbook_dir }}/out"}\n',
      options,
    );
    expect(report.exitCode).to.equal(0);
  });
});
