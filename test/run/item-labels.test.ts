import { expect } from 'chai';

import type { Json } from '../../lib/core/json.js';
import { playText } from './play-text.js';

// as ansible-core 2.14.18 prints them
describe('run: items are shown as {{ item }} would be', () => {
  const labels = async (loop: string): Promise<Json[]> => {
    const { events } = await playText(`- hosts: h1\n  tasks:\n  - {debug: {msg: x}, ${loop}}\n`);
    return events.flatMap((event) => (event.type === 'item-result' ? [event.label] : []));
  };

  it('text that reads as a list or a dict is one', async () => {
    const expected = [[1, 'a'], { a: 1 }, 'true', true, '1', '[x'];
    const items = `['[1, "a"]', '{"a": 1}', 'true', 'True', '1', '[x']`;
    expect(await labels(`loop: ${items}`)).to.deep.equal(expected);
    expect(await labels(`with_items: ${items}`)).to.deep.equal(expected);
  });

  it('text of to_json is text in with_items', async () => {
    expect(await labels(`with_items: ["{{ {'a': 1} | to_json }}"]`)).to.deep.equal(['{"a": 1}']);
  });
});

it('run: an include is told with the label of its item', async () => {
  const { events } = await playText(
    `- hosts: h1\n  tasks:\n` +
      `  - {include_tasks: "{{ playbook_dir }}/more.yml", loop: [{n: 1, m: 2}], loop_control: {label: "{{ item.n }}"}}\n` +
      `  - {include_tasks: "{{ playbook_dir }}/more.yml", loop: [{n: 1}]}\n`,
    { files: { 'more.yml': '- debug:\n' } },
  );
  expect(events.flatMap((event) => (event.type === 'included' ? [event.label] : []))).to.deep.equal([
    '1',
    { n: 1 },
  ]);
});
