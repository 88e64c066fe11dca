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
  'n1 ansible_host=192.0.2.1 rank=1\nn2 ansible_host=192.0.2.2 rank=2\nserver ansible_connection=local\n';
const options = {
  place,
  phase: 'production' as const,
  files: { 'hosts.ini': inventory, 'node.j2': 'rank {{ rank }}\n', 'all.j2': 'phase {{ tsplay_phase }}\n' },
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
    ['an argument', 'command: echo {{ rank }}', 'play.yml:3:', 'cmd'],
    ['an argument of an item', 'command: "echo {{ item }}{{ rank }}"\n    loop: [1]', 'play.yml:3:', 'cmd'],
    ['a template', 'template: {src: node.j2, dest: "{{ playbook_dir }}/out"}', 'play.yml:3:', 'node.j2'],
  ];
  for (const [name, task, position] of refused) {
    it(`${name} that differs between nodes is refused with its position`, async () => {
      const { lines, said, report } = await playText(
        `- hosts: all:!server\n  tasks:\n  - ${task}\n`,
        options,
      );
      expect(lines).to.have.length(1);
      expect(lines[0]).to.include('failed');
      expect(said.join()).to.include('differs between n1 and n2').and.to.include(position);
      expect(report.exitCode).to.equal(2);
    });
  }

  it('values that only differ in messages are no matter', async () => {
    const { report } = await playText(
      '- hosts: all\n  tasks:\n  - debug: {msg: "{{ rank | default(0) }}"}\n  - template: {src: all.j2, dest: "{{ playbook_dir }}/out"}\n',
      options,
    );
    expect(report.exitCode).to.equal(0);
  });
});
