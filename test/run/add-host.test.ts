import { expect } from 'chai';

import { playText } from './play-text.js';

describe('run: add_host', () => {
  it('is changed when a variable is, also inside a dict', async () => {
    const add = (value: string): string => `  - {name: t, add_host: {name: h9, groups: g, v: ${value}}}\n`;
    const { lines } = await playText(
      `- hosts: h1\n  tasks:\n${['{a: 1}', '{a: 1}', '{a: 2}', '[2]', '[2]'].map(add).join('')}`,
    );
    expect(lines.map((line) => line.split(' ').at(-1))).to.deep.equal([
      'changed',
      'ok',
      'changed',
      'changed',
      'ok',
    ]);
  });
});
