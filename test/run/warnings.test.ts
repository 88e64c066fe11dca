import { expect } from 'chai';

import { playText } from './play-text.js';

describe('run: warnings of a result', () => {
  const text = `
- hosts: h1
  tasks:
  - {user: {name: root, password: plain}, check_mode: true, register: one}
  - {user: {name: root, password: "{{ item }}"}, check_mode: true, loop: [plain, '*', plain], register: all}
  - {user: {name: root}, check_mode: true, register: none}
  - debug:
      msg: >-
        {{ one.warnings | length }} {{ all.warnings | length }} {{ all.skipped }}
        {{ all.results | selectattr('warnings', 'defined') | list }} {{ none.warnings is defined }}
`;

  it('are registered, those of items with the loop', async () => {
    const { said } = await playText(text);
    expect(said).to.include('h1: 1 2 False [] False');
  });

  it('are no warnings of the run', async () => {
    const { events } = await playText(text);
    expect(events.filter(({ type }) => type === 'warning')).to.deep.equal([]);
  });
});
