import { expect } from 'chai';

import { TsplayError } from '../../lib/core/problem.js';
import type { Value } from '../../lib/core/value.js';
import { batchesOf } from '../../lib/run/batches.js';
import { orderHosts } from '../../lib/run/order-hosts.js';

const cases: readonly [hosts: number, serial: Value | undefined, sizes: readonly number[]][] = [
  [5, undefined, [5]],
  [5, 2, [2, 2, 1]],
  [10, '30%', [3, 3, 3, 1]],
  [10, [1, 5], [1, 5, 4]],
  [10, [1, '50%'], [1, 5, 4]],
  [3, '10%', [1, 1, 1]],
  [3, 0, [3]],
  [3, '2', [2, 1]],
  [3, [], [3]],
];

describe('run/batches', () => {
  for (const [count, serial, sizes] of cases) {
    it(`serial ${JSON.stringify(serial)} of ${count} hosts makes ${sizes.join(', ')}`, () => {
      const hosts = Array.from({ length: count }, (_, i) => `h${i}`);
      const batches = batchesOf(hosts, serial);
      expect(batches.map((batch) => batch.length)).to.deep.equal(sizes);
      expect(batches.flat()).to.deep.equal(hosts);
    });
  }

  it('refuses other text', () => {
    expect(() => batchesOf(['a'], 'many')).to.throw(TsplayError, "not 'many'");
  });
});

describe('run/order-hosts', () => {
  const hosts = ['b', 'a', 'c'];
  for (const [order, expected] of [
    [undefined, 'b a c'],
    ['inventory', 'b a c'],
    ['reverse_inventory', 'c a b'],
    ['sorted', 'a b c'],
    ['reverse_sorted', 'c b a'],
  ] as const) {
    it(`${order}`, () => expect(orderHosts(hosts, order).join(' ')).to.equal(expected));
  }

  it('shuffle keeps every host', () =>
    expect([...orderHosts(hosts, 'shuffle')].sort()).to.deep.equal(['a', 'b', 'c']));
  it('refuses other words', () =>
    expect(() => orderHosts(hosts, 'random')).to.throw(TsplayError, 'no order'));
});
