import { expect } from 'chai';

import { playText } from './play-text.js';

/** Conditions that stand in variables: text of the user's files is read as one, what was computed is not. */
describe('run: conditions that variables hold', () => {
  const answers: readonly [name: string, when: string, status: string][] = [
    ['a variable whose condition is false', '{{ isnt }}', 'skipped'],
    ['a variable whose condition is true', '{{ is_so }}', 'ok'],
    ['a part of a variable', "{{ of['some'].kind[0] }}", 'skipped'],
    ['a variable that is another', '{{ other }}', 'skipped'],
    ['default of what is not there', '{{ nothing | default(isnt) }}', 'skipped'],
    ['default(true) of what is there', '{{ isnt | default(true) }}', 'skipped'],
    ['default(x, true) of what is empty', "{{ empty | default('1 == 2', true) }}", 'skipped'],
    ['a list is true when there is something in it', '{{ list }}', 'ok'],
    ['a number that was computed', '{{ 1 - 1 }}', 'skipped'],
    ['nothing', '{{ empty }}', 'skipped'],
    ['text that was computed', "{{ isnt ~ '' }}", 'failed'],
    ['names that mean each other', '{{ a }}', 'failed'],
  ];
  for (const [name, when, status] of answers) {
    it(`${name}: ${status}`, async () => {
      const { lines } = await playText(`
- hosts: h1
  vars:
    isnt: 1 == 2
    is_so: "'a' in ['a']"
    of: {some: {kind: ['false']}}
    other: "{{ isnt }}"
    empty: ''
    list: [1 == 2]
    a: "{{ b }}"
    b: "{{ a }}"
  tasks:
  - {name: t, debug: , when: ${JSON.stringify(when)}}
`);
      expect(lines).to.deep.equal([`t h1 ${status}`]);
    });
  }

  it('items of loops', async () => {
    const { events } = await playText(`
- hosts: h1
  vars: {checks: [{c: 1 == 2}, {c: 1 == 1}]}
  tasks:
  - debug:
    when: "{{ item.c }}"
    loop: [{c: 1 == 1}, {c: 1 == 2}]
  - debug:
    when: "{{ item.c }}"
    with_items: "{{ checks }}"
`);
    const seen = events.flatMap((event) => (event.type === 'item-result' ? [event.status] : []));
    expect(seen).to.deep.equal(['ok', 'skipped', 'skipped', 'ok']);
  });

  it('each one of a list in that', async () => {
    const play = (list: string): string =>
      `- hosts: h1\n  vars: {list: ${list}}\n  tasks:\n  - {name: t, assert: {that: "{{ list }}"}}\n`;
    expect((await playText(play('[1 == 1, "{{ 2 > 1 }}"]'))).lines).to.deep.equal(['t h1 ok']);
    expect((await playText(play('[1 == 1, 1 == 2]'))).lines).to.deep.equal(['t h1 failed']);
  });

  it('what a host said is none, by whatever way it comes', async () => {
    const play = (way: string): string => `
- hosts: h1
  vars: {said: "{{ r.stdout }}", text: "1 == 1"}
  tasks:
  - {command: "echo '1 == 1'", register: r}
  - add_host: {name: h9, groups: g, cond: "{{ r.stdout }}"}
  - set_fact: {kept: "{{ r.stdout }}"}
${way}`;
    const ways = [
      `  - {name: t, debug: , when: "{{ r.stdout }}"}\n`,
      `  - {name: t, debug: , when: "{{ said }}"}\n`,
      `  - {name: t, debug: , when: "{{ kept }}"}\n`,
      `  - {name: t, debug: , when: "{{ item }}", loop: "{{ [r.stdout] }}"}\n`,
      `  - {name: t, debug: , when: "{{ item }}", loop: ["{{ r.stdout }}"]}\n`,
      `  - {name: t, debug: , when: "{{ v }}", vars: {v: "{{ r.stdout }}"}}\n`,
      `  - {name: t, assert: {that: "{{ [r.stdout] }}"}}\n`,
      `- hosts: h9\n  gather_facts: false\n  tasks:\n  - {name: t, debug: , when: "{{ cond }}"}\n`,
    ];
    for (const way of ways) {
      const { lines } = await playText(play(way), { connection: { connection: 'local' } });
      expect(lines.at(-1), way).to.match(/^t h\d failed$/);
    }
    const { lines } = await playText(play('  - include_tasks: in.yml\n    loop: ["{{ r.stdout }}"]\n'), {
      files: { 'in.yml': '- {name: t, debug: , when: "{{ item }}"}\n' },
    });
    expect(lines.at(-1)).to.equal('t h1 failed');
  });
});
